package dev.neuron.core.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Faults;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChunkBuilderTest {

  private final List<RowChunk> chunks = new ArrayList<>();
  private final List<Integer> begun = new ArrayList<>();
  private final List<String> begunNames = new ArrayList<>();
  private final ChunkBuilder builder =
      new ChunkBuilder(
          (_, names) -> names == null ? 0 : names.indexOf("y"),
          new ChunkBuilder.Listener() {
            @Override
            public void begin(int features, @Nullable List<String> featureNames) {
              begun.add(features);
              begunNames.addAll(featureNames == null ? List.of() : featureNames);
            }

            @Override
            public void chunk(RowChunk chunk, int rows) {
              chunks.add(chunk);
            }
          });

  private void row(double... values) {
    for (double value : values) {
      builder.add(value);
    }
    builder.endRow();
  }

  /** Chunks that can only be counted. */
  private static RowChunks nowhere() {
    return new RowChunks() {
      @Override
      public int count() {
        return 0;
      }

      @Override
      public RowChunk get(int index) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void prepare(ChunkScale scale) {
        throw new UnsupportedOperationException();
      }

      @Override
      public List<double[]> run(ChunkStep step) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void rows_becomeChunks_withoutTheTarget() {
    builder.columnNames(List.of("a", "y", "b"));
    assertThat(begunNames).containsExactly("a", "b");
    for (int i = 0; i < RowChunks.ROWS + 2; i++) {
      row(i, i % 2, -i);
    }
    assertThat(begun).containsExactly(2);
    assertThat(chunks).hasSize(1);

    ChunkedDataset dataset = builder.build(ChunkBuilderTest::nowhere);

    assertThat(chunks).hasSize(2);
    Dataset last = chunks.getLast().rows();
    assertThat(last.rows()).isEqualTo(2);
    assertThat(last.value(1, 0)).isEqualTo(RowChunks.ROWS + 1);
    assertThat(last.value(1, 1)).isEqualTo(-RowChunks.ROWS - 1);
    assertThat(last.target(1)).isEqualTo(1);
    assertThat(dataset.rows()).isEqualTo(RowChunks.ROWS + 2);
    assertThat(dataset.hasBinaryTargets()).isTrue();
    assertThat(dataset.first().rows()).isEqualTo(RowChunks.ROWS + 2);
    assertThat(dataset.first().featureNames()).containsExactly("a", "b");
  }

  @Test
  void first_isSomeRowsOfMany() {
    for (int i = 0; i < 20 * RowChunks.ROWS; i++) {
      row(i == 19 * RowChunks.ROWS ? 0.5 : 1, i);
    }
    ChunkedDataset dataset = builder.build(ChunkBuilderTest::nowhere);
    assertThat(dataset.first().rows()).isEqualTo(1 << 16);
    assertThat(dataset.first().value(7, 0)).isEqualTo(7);
    assertThat(dataset.hasBinaryTargets()).isFalse();
  }

  @Test
  void encoded_isTheSame() {
    row(1, 2.5, -0.0);
    row(0, Double.MIN_VALUE, 1e300);
    var _ = builder.build(ChunkBuilderTest::nowhere);
    Dataset rows = chunks.getFirst().rows();
    Dataset decoded = RowChunk.decode(chunks.getFirst().encode(), 2).rows();
    assertThat(decoded.x().values()).isEqualTo(rows.x().values());
    assertThat(decoded.y()).isEqualTo(rows.y());
  }

  @Test
  void rowOfAnotherLength_isRefused() {
    row(1, 2, 3);
    Faults.assertInvalid(() -> row(1, 2), Reason.RAGGED_ROWS, "1");
  }

  @Test
  void oneColumn_isRefused() {
    Faults.assertInvalid(() -> row(1), Reason.WRONG_FEATURE_COUNT, "");
  }

  @Test
  void noRow_isRefused() {
    builder.columnNames(List.of("a", "y"));
    Faults.assertInvalid(() -> builder.build(ChunkBuilderTest::nowhere), Reason.NO_ROWS, "");
  }

  @Test
  void names_thatAreTheSame_areRefusedAtOnce() {
    Faults.assertInvalid(
        () -> builder.columnNames(List.of("y", "y")),
        Reason.INVALID_FEATURE_NAMES,
        "featureNames/1");
  }

  @Test
  void infinity_isRefusedWhereItIs() {
    for (int i = 0; i < RowChunks.ROWS; i++) {
      row(1, 2);
    }
    row(1, Double.POSITIVE_INFINITY);
    assertThat(place(() -> builder.build(ChunkBuilderTest::nowhere)))
        .isEqualTo(ErrorLocation.ofRow(RowChunks.ROWS, "1"));
  }

  private static ErrorLocation place(Runnable action) {
    try {
      action.run();
    } catch (InvalidInputException e) {
      return e.faults().getFirst().place();
    }
    throw new AssertionError("nothing is refused");
  }
}
