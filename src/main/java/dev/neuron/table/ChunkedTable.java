package dev.neuron.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A table that is too large to be held as a whole: passes its rows on in chunks as they come, holds
 * one chunk, and gathers what decides how columns become features. Not safe for several threads.
 */
public final class ChunkedTable implements CellSink {

  /** The most columns of a table: a chunk then takes 64 MiB. */
  private static final int MAX_COLUMNS = 2048;

  /** The longest array of targets. */
  private static final int MAX_ROWS = Integer.MAX_VALUE - 8;

  /** Receives the parts of a table as they are read. */
  public interface Listener {

    /**
     * Called when the columns are known: from their names, or from the first row.
     *
     * @param columns how many cells a row has
     */
    void begin(int columns);

    /**
     * Called for each chunk that is full, and for the last one.
     *
     * @param cells row by row; not modified afterwards
     * @param rows how many rows there are so far, those of the chunk included
     * @param bytes held here beside the chunk, for the places of rows and the levels of columns
     */
    void chunk(double[] cells, int rows, long bytes);

    /**
     * Called now and then while rows are dropped.
     *
     * @param bytes held here beside the chunk
     */
    void held(long bytes);
  }

  private final TableOptions options;
  private final @Nullable TableEncoding start;
  private final int chunkRows;
  private final ChunkBuffer chunk;
  private final Listener listener;
  private final TableTexts texts;
  private final RowPlaces places = new RowPlaces();
  private final CellFaults faults = new CellFaults();
  private @Nullable Columns known;
  private @Nullable List<String> names;
  private double[] row = new double[16];
  private double[] firstRow = {};
  private int length;

  /**
   * What is known once the number of columns is.
   *
   * @param raw names and options
   * @param index null if the first column has a name of its own
   */
  private record Columns(
      int count,
      RawDataset raw,
      ColumnRoles roles,
      TableScan scan,
      IndexColumn.@Nullable Count index) {}

  /**
   * Creates an empty table.
   *
   * @param options how its columns become features and targets
   * @param start the encoding of a model to start from; null for none
   * @param chunkRows the rows of each chunk but the last
   */
  public ChunkedTable(
      TableOptions options, @Nullable TableEncoding start, int chunkRows, Listener listener) {
    this.options = options;
    this.start = start;
    this.chunkRows = chunkRows;
    chunk = new ChunkBuffer(chunkRows);
    this.listener = listener;
    texts = new TableTexts(Set.copyOf(options.declaredCategories()));
  }

  @Override
  public void add(double cell) {
    if (length == row.length) {
      if (length >= MAX_COLUMNS) {
        throw tooManyColumns();
      }
      row = Arrays.copyOf(row, Math.min(2 * length, MAX_COLUMNS));
    }
    row[length++] = cell;
  }

  @Override
  public double textCell(int column, String text) {
    return texts.text(column, text);
  }

  @Override
  public double booleanCell(int column, boolean value) {
    return texts.truth(column, value);
  }

  @Override
  public double missingCell() {
    return texts.missing();
  }

  @Override
  public boolean keepsTexts(int column) {
    return texts.keeps(column);
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
    this.names = List.copyOf(names);
    texts.name(names);
    known = begin(names.size());
  }

  /** Refuses columns that the first row does not name: the rows before it have been passed on. */
  @Override
  public void widen(List<String> names) {
    throw new InvalidInputException(
        Reason.FEATURE_NAME_MISMATCH,
        "" + places.seen(),
        "The row has a column that the first row does not name; in an upload the first row names all"
            + " columns.");
  }

  private static InvalidInputException tooManyColumns() {
    return new InvalidInputException(
        Reason.TOO_MANY_FEATURES,
        ErrorLocation.NOWHERE,
        "A table that is uploaded may have at most %d columns.".formatted(MAX_COLUMNS));
  }

  private Columns begin(int count) {
    if (count == 0) {
      throw new InvalidInputException(
          Reason.RAGGED_ROWS, "" + places.seen(), "A row needs a value.");
    }
    options.check(ErrorLocation::ofParameter);
    RawDataset raw = description(count);
    ColumnRoles roles = ColumnRoles.of(raw, false).withCategories(raw, start);
    boolean mayHaveIndex = IndexColumn.isUnnamed(names) && roles.isFeature(0);
    listener.begin(count);
    return new Columns(
        count,
        raw,
        roles,
        new TableScan(raw, roles, null, faults),
        mayHaveIndex ? new IndexColumn.Count() : null);
  }

  /** The table without its rows: names, texts so far and locations. */
  private RawDataset description(int count) {
    return RawDataset.ofTable(
        Table.withoutRows(names, texts.all(count), places.layout(names)), options);
  }

  @Override
  public void line(int line) {
    places.line(line);
  }

  @Override
  public int rows() {
    return places.seen();
  }

  @Override
  public void endRow() {
    Columns columns = known == null ? begin(length) : known;
    known = columns;
    requireRoomAndLength(columns.count());
    length = 0;
    if (places.seen() == 0) {
      firstRow = Arrays.copyOf(row, columns.count());
    }
    if (columns.index() != null) {
      columns.index().add(row[0]);
    }
    if (options.policy() == MissingPolicy.DROP_ROWS && missesCell(columns)) {
      places.drop();
      if (places.seen() % chunkRows == 0) {
        listener.held(bytes());
      }
      return;
    }
    int index = places.keep();
    scan(columns.scan(), index);
    chunk.add(row, columns.count());
    if (chunk.isFull()) {
      emit();
    }
  }

  private void requireRoomAndLength(int expected) {
    int seen = places.seen();
    if (length != expected) {
      throw new InvalidInputException(
          Reason.RAGGED_ROWS,
          "" + seen,
          "Row %d has length %d, row 0 has length %d; all rows need the same."
              .formatted(seen, length, expected));
    }
    if (seen == MAX_ROWS) {
      throw new InvalidInputException(
          Reason.DATASET_TOO_LARGE,
          ErrorLocation.NOWHERE,
          "A dataset may have at most %d rows.".formatted(MAX_ROWS));
    }
  }

  private boolean missesCell(Columns columns) {
    if (texts.areNumbersAlone()) {
      return false;
    }
    for (int j : columns.roles().used()) {
      if (RowSelection.isMissing(row[j])) {
        return true;
      }
    }
    return false;
  }

  private void scan(TableScan scan, int index) {
    double weight = scan.hasWeights() ? scan.weight(index, row, texts::get) : 1;
    if (texts.areNumbersAlone() && scan.needsTargetsAlone()) {
      scan.addNumbers(index, row, weight);
    } else {
      scan.add(index, row, weight, texts::get);
    }
  }

  private void emit() {
    listener.chunk(chunk.take(), places.kept(), bytes());
  }

  /** The memory that this takes beside the chunk. */
  private long bytes() {
    return places.bytes() + (known == null ? 0 : known.scan().bytes());
  }

  /** The number of rows to train on. */
  public int trainingRows() {
    return places.kept();
  }

  /**
   * Passes the last chunk on.
   *
   * @throws InvalidInputException if there is no row
   */
  public void end() {
    if (known == null || places.seen() == 0) {
      throw new InvalidInputException(Reason.NO_ROWS, "", "At least one row is needed.");
    }
    if (places.kept() == 0) {
      throw RowSelection.noneLeft(known.raw());
    }
    if (!chunk.isEmpty()) {
      emit();
    }
    row = new double[0];
  }

  /**
   * Decides how the rows become a dataset, when all chunks have been passed on.
   *
   * @param chunks returns the cells of a chunk that was passed on, by its index
   * @throws InvalidInputException if the table cannot be used, with locations as its sender sees
   *     them
   */
  public ChunkEncoding encode(IntFunction<double[]> chunks, @Nullable ClassWeights classWeights) {
    Columns columns = known;
    if (columns == null) {
      throw new IllegalStateException("the table has not ended");
    }
    RawDataset raw = description(columns.count());
    boolean hasIndex = columns.index() != null && columns.index().isIndex();
    ColumnRoles roles = ColumnRoles.of(raw, hasIndex).withCategories(raw, start);
    new LateTexts(columns.scan(), roles, columns.count(), chunkRows).count(chunks);
    EncodingPlan plan = EncodingPlan.of(raw, roles, columns.scan(), classWeights, start, faults);
    ChunkEncoding encoding =
        new ChunkCoding(raw, roles, columns.scan(), plan).encoding(notes(raw, roles));
    if (encoding.isDoubtful() || !faults.areNone()) {
      new ChunkCheck(raw, roles, plan, places.kept(), faults).requireUsable(chunks);
    }
    return encoding;
  }

  private List<TableNote> notes(RawDataset raw, ColumnRoles roles) {
    return TableNote.ofRows(raw, roles, j -> firstRow[j], places.seen() - places.kept());
  }

  /**
   * Locates cells and rows for the sender of the table.
   *
   * @param e with pointers {@code i} and {@code i/j}
   */
  public InvalidInputException placed(InvalidInputException e) {
    return places.layoutOfSeen(names).placed(e);
  }
}
