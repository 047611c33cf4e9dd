package dev.neuron.core.chunk;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.data.RowSink;
import dev.neuron.core.data.TableLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes chunks of the rows of a table as they come: holds one chunk, and some of the first rows.
 * Not safe for several threads.
 */
public final class ChunkBuilder implements RowSink {

  /** The most numbers of a row: a chunk then takes 64 MiB. */
  public static final int MAX_COLUMNS = 2048;

  /** The maximum count of numbers of the first rows, 16 MiB, … */
  private static final int MAX_FIRST_NUMBERS = 1 << 21;

  /** … and of rows, which are as many as are compared with each other. */
  private static final int MAX_FIRST_ROWS = 1 << 16;

  /** Of the parser: its buffer and a row. */
  private static final long BUFFER_BYTES = 1 << 16;

  private static final long BUFFER_BYTES_PER_FEATURE = 1 << 9;

  /** The longest array of targets. */
  private static final int MAX_ROWS = Integer.MAX_VALUE - 8;

  private static final Pattern ROW = Pattern.compile("([xy])/(\\d+)(.*)");

  /** Receives the parts of a table as they come. */
  public interface Listener {

    /**
     * The first row has come, or the names of the columns.
     *
     * @param featureNames d names, if the features have names
     */
    void begin(int features, @Nullable List<String> featureNames);

    /**
     * A chunk is full, or the last.
     *
     * @param rows how many rows there are with it
     */
    void chunk(RowChunk chunk, int rows);
  }

  private final TargetColumn target;
  private final Listener listener;
  private final Matrix.Builder first = new Matrix.Builder();
  private final List<Double> firstTargets = new ArrayList<>();
  private double[] row = new double[16];
  private int length;
  private int columns;
  private int targetColumn;
  private int rows;
  private @Nullable List<String> names;
  private @Nullable Integer firstLine;
  private double[] x = {};
  private double[] y = {};
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
    x = new double[RowChunks.ROWS * (columns - 1)];
    y = new double[RowChunks.ROWS];
  }

  @Override
  public void endRow() {
    if (columns == 0) {
      begin(length);
    }
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
    int at = rows % RowChunks.ROWS;
    int features = columns - 1;
    System.arraycopy(row, 0, x, at * features, targetColumn);
    System.arraycopy(
        row, targetColumn + 1, x, at * features + targetColumn, features - targetColumn);
    y[at] = row[targetColumn];
    rows++;
    length = 0;
    if (at + 1 == RowChunks.ROWS) {
      emit(RowChunks.ROWS);
      x = new double[x.length];
      y = new double[y.length];
    }
  }

  private void emit(int count) {
    int features = columns - 1;
    double[] values = count == RowChunks.ROWS ? x : Arrays.copyOf(x, count * features);
    double[] targets = count == RowChunks.ROWS ? y : Arrays.copyOf(y, count);
    Dataset chunk;
    try {
      chunk = Dataset.of(new Matrix(values, count, features), targets);
    } catch (InvalidInputException e) {
      throw placed(e, rows - count);
    }
    binary &= chunk.hasBinaryTargets();
    keepFirst(chunk);
    listener.chunk(RowChunk.of(chunk), rows);
  }

  private void keepFirst(Dataset chunk) {
    int room = Math.min(MAX_FIRST_ROWS, MAX_FIRST_NUMBERS / columns) - first.rows();
    for (int i = 0; i < Math.min(room, chunk.rows()); i++) {
      for (int j = 0; j < columns - 1; j++) {
        first.add(chunk.value(i, j));
      }
      first.endRow();
      firstTargets.add(chunk.target(i));
    }
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void lines(@Nullable Integer first) {
    firstLine = first;
  }

  /**
   * The dataset when all rows have come; the builder must not be used again.
   *
   * @param chunks where they went; asked when the last has gone there
   * @throws InvalidInputException if there is no row, or something is wrong with the last ones
   */
  public ChunkedDataset build(Supplier<? extends RowChunks> chunks) {
    if (rows % RowChunks.ROWS > 0) {
      emit(rows % RowChunks.ROWS);
    }
    double[] targets = firstTargets.stream().mapToDouble(Double::doubleValue).toArray();
    letGo();
    return new ChunkedDataset(
        chunks.get(), rows, Dataset.of(first.build(), targets, null, featureNames()), binary);
  }

  private @Nullable List<String> featureNames() {
    if (names == null) {
      return null;
    }
    List<String> featureNames = new ArrayList<>(names);
    featureNames.remove(targetColumn);
    return featureNames;
  }

  /** Without the rows, so that keeping it to locate errors keeps no rows. */
  private void letGo() {
    x = new double[0];
    y = new double[0];
    row = new double[0];
    firstTargets.clear();
  }

  /**
   * The most bytes that are held when so many rows have come, the targets of all of them included,
   * which are needed at the end.
   *
   * @param chunksOnTheirWay how often a chunk is held at a time until it has been put where it goes
   */
  public static long memory(int features, long rows, int chunksOnTheirWay) {
    long chunks = (1 + chunksOnTheirWay) * RowChunk.bytes(features);
    long first = Math.min(MAX_FIRST_NUMBERS, Math.min(rows, MAX_FIRST_ROWS) * (features + 1));
    return BUFFER_BYTES
        + BUFFER_BYTES_PER_FEATURE * features
        + chunks
        + Double.BYTES * (3 * first + rows); // 3: while it becomes one array
  }

  /**
   * The same faults where the sender of the table sees them.
   *
   * @param e with pointers {@code dataset/x/…}
   */
  public InvalidInputException placed(InvalidInputException e) {
    return layout().placed(e);
  }

  private InvalidInputException placed(InvalidInputException e, int firstRow) {
    return layout().placed(e.moved(place -> later(place, firstRow)));
  }

  private TableLayout layout() {
    return new TableLayout(firstLine, names, TableLayout.NONE).withoutTarget(targetColumn);
  }

  private static ErrorLocation later(ErrorLocation place, int rows) {
    Matcher cell = ROW.matcher(String.valueOf(place.pointer()));
    return cell.matches()
        ? ErrorLocation.at(
            cell.group(1) + "/" + (Integer.parseInt(cell.group(2)) + rows) + cell.group(3))
        : place;
  }
}
