package dev.neuron.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodedRowsTest {

  private static final double MISSING = CellCode.cell(CellCode.MISSING);
  private static final double RED = CellCode.cell(1);
  private static final double BLUE = CellCode.cell(2);

  /** The codes stand for: missing, red (the reference), blue. */
  private static final CodedColumn COLOUR =
      new CodedColumn(0, true, 2, new double[] {1, -1, 0}, new double[] {7}, new double[] {1}, -1);

  private static final CodedColumn HEIGHT =
      new CodedColumn(1, false, 1, new double[] {2.5, 3}, null, new double[0], 0);

  /** 2 is the positive class. */
  private static final CodedColumn TARGET =
      new CodedColumn(2, false, 1, new double[] {0}, new double[] {1, 2}, new double[] {0, 1}, 0);

  @Test
  void cells_becomeFeaturesAndTargets() {
    CodedRows coded = new CodedRows(3, List.of(COLOUR, HEIGHT), TARGET, null, null);
    double[] cells = {RED, 1, 1, BLUE, MISSING, 2, MISSING, CellCode.cell(1), 2, 7, -0.0, 3};

    Dataset rows = coded.decode(cells, 4, List.of("a", "b", "c"));

    assertThat(rows.x().values()).containsExactly(0, 0, 1, 1, 0, 2.5, 0, 1, 3, 0, 1, -0.0);
    assertThat(rows.y()).containsExactly(0, 1, 1, 0);
    assertThat(rows.isWeighted()).isFalse();
    assertThat(rows.featureNames()).containsExactly("a", "b", "c");
  }

  /** Neighbours are copied at once, which the target and a category interrupt. */
  @Test
  void numbers_onBothSidesOfTheTarget_keepTheirOrder() {
    List<CodedColumn> features =
        List.of(
            CodedColumn.ofNumbers(0),
            CodedColumn.ofNumbers(1),
            CodedColumn.ofNumbers(3),
            new CodedColumn(4, true, 1, new double[] {0, 0, -1}, null, new double[0], -1),
            CodedColumn.ofNumbers(5),
            CodedColumn.ofNumbers(6));
    CodedRows coded = new CodedRows(7, features, CodedColumn.ofNumbers(2), null, null);
    double[] cells = {1, 2, 0, 3, RED, 5, 6, 7, 8, 1, 9, BLUE, 11, 12};

    Dataset rows = coded.decode(cells, 2, null);

    assertThat(rows.x().values()).containsExactly(1, 2, 3, 1, 5, 6, 7, 8, 9, 0, 11, 12);
    assertThat(rows.y()).containsExactly(0, 1);
  }

  @Test
  void weights_areMultipliedWithThoseOfTheClasses() {
    CodedColumn weights = CodedColumn.ofNumbers(1);
    CodedRows coded = new CodedRows(3, List.of(COLOUR), TARGET, weights, new double[] {0.5, 3});
    assertThat(coded.decode(new double[] {RED, 2, 1, RED, 4, 2}, 2, null).sampleWeights())
        .containsExactly(1, 12);
    assertThat(
            new CodedRows(3, List.of(COLOUR), TARGET, null, new double[] {0.5, 3})
                .decode(new double[] {RED, 2, 1, RED, 4, 2}, 2, null)
                .sampleWeights())
        .containsExactly(0.5, 3);
  }

  @Test
  void zero_andMinusZero_areOneNumber() {
    CodedColumn column =
        new CodedColumn(0, true, 1, new double[0], new double[] {0}, new double[] {0}, -1);
    CodedRows coded = new CodedRows(2, List.of(column), CodedColumn.ofNumbers(1), null, null);
    assertThat(coded.decode(new double[] {0.0, 0, -0.0, 0}, 2, null).x().values())
        .containsExactly(1, 1);
  }
}
