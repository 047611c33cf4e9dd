package dev.neuron.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows to predict for, whose columns are found by name. */
class RowEncoderTest {

  /** Two rows: 1, 2, 3 and 4, 5, 6. */
  private static Table rows(String... names) {
    return Table.of(
        Matrix.of(new double[] {1, 2, 3}, new double[] {4, 5, 6}).named(Arrays.asList(names)));
  }

  private static double[] features(TableEncoding encoding, Table rows) {
    Matrix features = new RowEncoder(encoding, UnknownCategories.REFUSE, false).features(rows);
    return Arrays.copyOf(features.values(), features.rows() * features.columns());
  }

  private static TableEncoding numbers(String... names) {
    return TableEncoding.ofNumbers(List.of(names), names.length);
  }

  @Test
  void columns_inAnotherOrder_areFoundByName() {
    assertThat(features(numbers("c", "a", "b"), rows("a", "b", "c")))
        .containsExactly(3, 1, 2, 6, 4, 5);
  }

  @Test
  void columns_withoutNames_goByPosition() {
    Table unnamed = Table.of(Matrix.of(new double[] {1, 2}));
    assertThat(features(numbers("x", "y"), unnamed)).containsExactly(1, 2);
    assertThat(features(TableEncoding.ofNumbers(null, 3), rows("c", "b", "a")))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void columns_missingOrUnknown_areRefused() {
    for (TableEncoding wanted :
        List.of(numbers("a", "b", "d"), numbers("a", "b"), numbers("a", "b", "c", "d"))) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> features(wanted, rows("a", "b", "c")))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FEATURE_NAME_MISMATCH));
    }
  }

  @Test
  void columns_missingOrUnknown_areListedAndCut() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> features(numbers("a", "x".repeat(200), "y"), rows("a", "b", "c")))
        .withMessageContainingAll("3 columns", "Missing: xxx", "…, y.", "b, c.")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void columns_thatTheTrainingPassedOver_arePassedOver() {
    TableEncoding encoding =
        new TableEncoding(numbers("a", "b").columns(), true, List.of("c"), null);
    assertThat(features(encoding, rows("b", "c", "a"))).containsExactly(3, 1, 6, 4);
  }
}
