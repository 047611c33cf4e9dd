package dev.neuron.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RowLinesTest {

  @Test
  void rows_oneALine_countUpFromTheFirst() {
    RowLines lines = new RowLines();
    for (int row = 0; row < 1000; row++) {
      lines.add(row, row + 2);
    }

    assertThat(lines.line(0)).isEqualTo(2);
    assertThat(lines.line(999)).isEqualTo(1001);
  }

  @Test
  void rows_afterAnyGaps_haveTheirLines() {
    Random random = new Random(7);
    RowLines lines = new RowLines();
    int[] expected = new int[500];
    int line = 1;
    for (int row = 0; row < expected.length; row++) {
      line += random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 1;
      expected[row] = line;
      lines.add(row, line);
    }

    for (int row = 0; row < expected.length; row++) {
      assertThat(lines.line(row)).isEqualTo(expected[row]);
    }
  }
}
