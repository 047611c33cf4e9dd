package dev.neuron.core.chunk;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.RowLines;
import dev.neuron.core.data.RowSink;
import dev.neuron.core.data.TableLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds chunks from the rows of a table while they are read: holds one chunk, and a copy of some
 * of the first rows. Not safe for several threads.
 */
public final class ChunkBuilder implements RowSink {

  /** The most columns of a table: a chunk then takes 64 MiB. */
  private static final int MAX_COLUMNS = 2048;

  /** Memory of the parser: its buffer and a row. */
  private static final long BUFFER_BYTES = 1 << 16;

  private static final long BUFFER_BYTES_PER_FEATURE = 1 << 9;

  /** The longest array of targets. */
  private static final int MAX_ROWS = Integer.MAX_VALUE - 8;

  /** Receives the parts of a table as they are read. */
  public interface Listener {

    /**
     * Called when the columns are known: from their names, or from the first row.
     *
     * @param featureNames d names, if the features have names
     */
    void begin(int features, @Nullable List<String> featureNames);

    /**
     * Called for each chunk that is full, and for the last one.
     *
     * @param rows how many rows there are so far, those of the chunk included
     */
    void chunk(RowChunk chunk, int rows);
  }

  private final TargetColumn target;
  private final Listener listener;
  private final FirstRows first = new FirstRows();
  private double[] row = new double[16];
  private int length;
  private int columns;
  private int targetColumn;
  private int rows;
  private @Nullable List<String> names;
  private @Nullable RowLines lines;
  private ChunkBuffer chunk = new ChunkBuffer(0, 0);
  private boolean binary = true;

  /**
   * @param target finds the column of the target when the columns are known
   */
  public ChunkBuilder(TargetColumn target, Listener listener) {
    this.target = target;
    this.listener = listener;
  }

  /** Finds the column of the target. */
  @FunctionalInterface
  public interface TargetColumn {

    /**
     * Its index.
     *
     * @throws InvalidInputException if there is none
     */
    int index(int columns, @Nullable List<String> names);
  }

  @Override
  public void add(double value) {
    if (length == row.length) {
      if (length >= MAX_COLUMNS) {
        throw tooManyColumns();
      }
      row = Arrays.copyOf(row, Math.min(2 * length, MAX_COLUMNS));
    }
    row[length++] = value;
  }

  @Override
  public int maxColumns() {
    return MAX_COLUMNS;
  }

  @Override
  public void columnNames(List<String> names) {
    if (names.size() > MAX_COLUMNS) {
      throw tooManyColumns();
    }
    this.names = Dataset.checkedFeatureNames(names, names.size());
    begin(names.size());
  }

  private static InvalidInputException tooManyColumns() {
    return new InvalidInputException(
        Reason.TOO_MANY_FEATURES,
        ErrorLocation.NOWHERE,
        "A table that is uploaded may have at most %d columns.".formatted(MAX_COLUMNS));
  }

  private void begin(int columns) {
    if (columns < 2) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          ErrorLocation.NOWHERE,
          "A table to train on needs at least two columns, a feature and the target.");
    }
    this.columns = columns;
    targetColumn = target.index(columns, names);
    listener.begin(columns - 1, featureNames());
    chunk = new ChunkBuffer(columns - 1, targetColumn);
  }

  @Override
  public void endRow() {
    if (columns == 0) {
      begin(length);
    }
    requireRoomAndLength();
    chunk.add(row);
    rows++;
    length = 0;
    if (chunk.isFull()) {
      emit();
    }
  }

  private void requireRoomAndLength() {
    if (length != columns) {
      throw new InvalidInputException(
          Reason.RAGGED_ROWS,
          "" + rows,
          "Row %d has length %d, row 0 has length %d; all rows need the same."
              .formatted(rows, length, columns));
    }
    if (rows == MAX_ROWS) {
      throw new InvalidInputException(
          Reason.DATASET_TOO_LARGE,
          ErrorLocation.NOWHERE,
          "A dataset may have at most %d rows.".formatted(MAX_ROWS));
    }
  }

  private void emit() {
    int firstRow = rows - chunk.rows();
    Dataset full;
    try {
      full = chunk.take();
    } catch (InvalidInputException e) {
      throw layout().placed(e.moved(new RowOffset(firstRow)));
    }
    binary &= full.hasBinaryTargets();
    first.add(full);
    listener.chunk(RowChunk.of(full), rows);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void line(int line) {
    if (lines == null) {
      lines = new RowLines();
    }
    lines.add(rows, line);
  }

  /**
   * The dataset after the last row. Nothing can be added any more; the builder keeps no rows.
   *
   * @param chunks where the chunks were put; called after the last one was put there
   * @throws InvalidInputException if there is no row, or a value of the last rows is out of range
   */
  public ChunkedDataset build(Supplier<? extends RowChunks> chunks) {
    if (chunk.rows() > 0) {
      emit();
    }
    row = new double[0];
    return new ChunkedDataset(chunks.get(), rows, first.take(featureNames()), binary);
  }

  private @Nullable List<String> featureNames() {
    if (names == null) {
      return null;
    }
    List<String> featureNames = new ArrayList<>(names);
    featureNames.remove(targetColumn);
    return featureNames;
  }

  /**
   * The most bytes that are held after a number of rows, the targets of all of them included, which
   * are needed at the end.
   *
   * @param chunksOnTheirWay how many copies of a chunk are held at a time while it is being stored
   */
  public static long memory(int features, long rows, int chunksOnTheirWay) {
    long chunks = (1 + chunksOnTheirWay) * RowChunk.bytes(features);
    return BUFFER_BYTES
        + BUFFER_BYTES_PER_FEATURE * features
        + chunks
        + Double.BYTES * (3 * FirstRows.maxNumbers(features, rows) + rows); // 3: see DoubleBlocks
  }

  /**
   * Puts faults into the terms of the sender of the table.
   *
   * @param e with pointers {@code dataset/x/…}
   */
  public InvalidInputException placed(InvalidInputException e) {
    return layout().placed(e);
  }

  private TableLayout layout() {
    TableLayout layout = lines == null ? TableLayout.ofArray() : TableLayout.ofText(lines, names);
    return layout.withoutTarget(targetColumn);
  }
}
