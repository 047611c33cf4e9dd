package dev.neuron.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neuron.core.data.CodedRows;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A table in chunks becomes the dataset that the same table becomes as a whole. */
class ChunkedTableTest {

  /** Few rows, so that a small table has many chunks. */
  private static final int CHUNK_ROWS = 4;

  private static final List<MissingPolicy> POLICIES = List.of(MissingPolicy.values());

  private final List<double[]> chunks = new ArrayList<>();
  private final List<Integer> begun = new ArrayList<>();
  private long held;

  /**
   * Rows of cells.
   *
   * @param names of the columns; null for none
   * @param rows a Double, String, Boolean or null for each cell
   */
  private record Rows(@Nullable List<String> names, List<List<@Nullable Object>> rows) {

    static Rows of(@Nullable List<String> names, @Nullable Object[]... rows) {
      return new Rows(
          names, Stream.of(rows).<List<@Nullable Object>>map(row -> Arrays.asList(row)).toList());
    }

    /** Writes the rows as a reader of CSV does, from line 2 on. */
    void writeTo(CellSink sink) {
      if (names != null) {
        sink.columnNames(names);
      }
      int line = 2;
      for (List<@Nullable Object> row : rows) {
        sink.line(line++);
        for (int j = 0; j < row.size(); j++) {
          sink.add(cell(sink, j, row.get(j)));
        }
        sink.endRow();
      }
    }

    private static double cell(CellSink sink, int column, @Nullable Object cell) {
      return switch (cell) {
        case null -> sink.missingCell();
        case String text -> sink.textCell(column, text);
        case Boolean truth -> sink.booleanCell(column, truth);
        case Double number -> sink.keepsTexts(column) ? sink.textCell(column, "" + number) : number;
        default -> throw new IllegalArgumentException();
      };
    }
  }

  /** What a table became: a dataset, or a fault. */
  private record Outcome(
      double @Nullable [] x,
      double @Nullable [] y,
      double @Nullable [] weights,
      @Nullable List<String> featureNames,
      @Nullable TableEncoding encoding,
      @Nullable List<TableNote> notes,
      @Nullable Reason reason,
      @Nullable Object faults) {

    static Outcome of(Dataset rows, TableEncoding encoding, List<TableNote> notes) {
      double[] x = Arrays.copyOf(rows.x().values(), rows.rows() * rows.features());
      return new Outcome(
          x, rows.y(), rows.sampleWeights(), rows.featureNames(), encoding, notes, null, null);
    }

    static Outcome of(InvalidInputException e) {
      return new Outcome(null, null, null, null, null, null, e.reason(), e.faults());
    }
  }

  private static Outcome asAWhole(
      Rows rows,
      TableOptions options,
      @Nullable ClassWeights weights,
      @Nullable TableEncoding start) {
    try {
      TableBuilder builder = new TableBuilder(Set.copyOf(options.declaredCategories()));
      rows.writeTo(builder);
      EncodedTable whole =
          DatasetEncoder.encode(
              RawDataset.ofTable(builder.build(), options), weights, start, (_, _) -> {});
      return Outcome.of(whole.dataset(), whole.encoding(), whole.notes());
    } catch (InvalidInputException e) {
      return Outcome.of(e);
    }
  }

  private Outcome inChunks(
      Rows rows,
      TableOptions options,
      @Nullable ClassWeights weights,
      @Nullable TableEncoding start) {
    chunks.clear();
    ChunkedTable table = new ChunkedTable(options, start, CHUNK_ROWS, listener());
    try {
      rows.writeTo(table);
      table.end();
      ChunkEncoding encoding = table.encode(chunks::get, weights);
      return Outcome.of(
          decoded(encoding.coded(), encoding.featureNames()),
          encoding.encoding(),
          encoding.notes());
    } catch (InvalidInputException e) {
      return Outcome.of(e);
    }
  }

  private ChunkedTable.Listener listener() {
    return new ChunkedTable.Listener() {
      @Override
      public void begin(int columns) {
        begun.add(columns);
      }

      @Override
      public void chunk(double[] cells, int rows, long bytes) {
        chunks.add(cells);
      }

      @Override
      public void held(long bytes) {
        held = bytes;
      }
    };
  }

  /** The rows of all chunks. */
  private Dataset decoded(CodedRows coded, @Nullable List<String> names) {
    assertThat(chunks.subList(0, chunks.size() - 1))
        .allMatch(chunk -> chunk.length == CHUNK_ROWS * coded.columns());
    double[] cells = chunks.stream().flatMapToDouble(Arrays::stream).toArray();
    return coded.decode(cells, cells.length / coded.columns(), names);
  }

  private Outcome assertSame(
      Rows rows,
      TableOptions options,
      @Nullable ClassWeights weights,
      @Nullable TableEncoding start) {
    Outcome expected = asAWhole(rows, options, weights, start);
    assertThat(inChunks(rows, options, weights, start))
        .usingRecursiveComparison()
        .isEqualTo(expected);
    return expected;
  }

  /** Kinds of column, of which a random table has some. */
  private static @Nullable Object cell(int kind, Random random, int row) {
    boolean isMissing = random.nextInt(12) == 0;
    return switch (kind) {
      case 0 -> random.nextGaussian();
      case 1 -> isMissing ? null : (Object) (double) random.nextInt(3);
      case 2 -> List.of("red", "green", "blue", "Grün").get(random.nextInt(4));
      case 3 -> isMissing ? "NA" : List.of("yes", "no").get(random.nextInt(2));
      case 4 -> random.nextBoolean();
      case 5 -> row < 9 ? (Object) (double) random.nextInt(3) : "late" + random.nextInt(2);
      case 6 -> row == 10 ? "mistake" : (Object) random.nextDouble();
      case 7 -> "" + random.nextInt(4);
      case 8 -> row == 3 && random.nextInt(3) == 0 ? Double.POSITIVE_INFINITY : -0.0;
      default -> "text " + row;
    };
  }

  private static Object target(int kind, Random random) {
    return switch (kind) {
      case 0, 1, 2 -> (double) random.nextInt(2);
      case 3 -> List.of("ja", "nein").get(random.nextInt(2));
      case 4 -> (double) random.nextInt(2) * 2 - 1;
      case 5 -> random.nextDouble();
      case 6 -> List.of("setosa", "versicolor", "virginica").get(random.nextInt(3));
      case 7 -> random.nextGaussian();
      case 8 -> random.nextInt(20) == 0 ? "NA" : (Object) (double) random.nextInt(2);
      default -> random.nextBoolean();
    };
  }

  /**
   * A table with some kinds of column.
   *
   * @param shape decides on the columns
   * @param random decides on the cells
   */
  private static Rows randomTable(Random shape, Random random) {
    int count = 1 + shape.nextInt(4);
    int rows = 1 + random.nextInt(30);
    int[] kinds = shape.ints(count, 0, shape.nextInt(3) == 0 ? 10 : 6).toArray();
    int targetKind = shape.nextInt(10);
    boolean hasIndex = shape.nextInt(5) == 0;
    List<List<@Nullable Object>> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      List<@Nullable Object> row = new ArrayList<>();
      if (hasIndex) {
        row.add((double) i);
      }
      for (int kind : kinds) {
        row.add(cell(kind, random, i));
      }
      row.add(random.nextInt(40) == 0 ? (Object) (-1.0) : 0.5 + random.nextInt(3)); // w
      row.add(target(targetKind, random));
      all.add(row);
    }
    List<String> names = new ArrayList<>();
    if (hasIndex) {
      names.add(shape.nextBoolean() ? "" : "__index_level_0__");
    }
    IntStream.range(0, count).forEach(j -> names.add("c" + j));
    names.addAll(List.of("w", "y"));
    return new Rows(hasIndex || shape.nextInt(4) > 0 ? names : null, all);
  }

  private static TableOptions randomOptions(Rows rows, Random random) {
    boolean isNamed = rows.names() != null;
    return new TableOptions(
        null,
        random.nextInt(4) == 0 ? List.of("setosa", "1", "ja").get(random.nextInt(3)) : null,
        isNamed && random.nextInt(5) == 0 ? new ColumnNames(List.of("c0")) : null,
        isNamed && random.nextInt(3) == 0 ? "w" : null,
        random.nextInt(4) == 0 ? null : POLICIES.get(random.nextInt(3)),
        isNamed && random.nextInt(4) == 0 ? new ColumnNames(List.of("c0")) : null,
        random.nextInt(6) == 0 ? 3 : null);
  }

  @Test
  void randomTables_becomeWhatTheyAreAsAWhole_orTheSameFault() {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      Rows rows = randomTable(new Random(-seed), random);
      TableOptions options = randomOptions(rows, random);
      ClassWeights weights =
          switch (random.nextInt(6)) {
            case 0 -> ClassWeights.BALANCED;
            case 1 -> new ClassWeights(Map.of("1", 3.0));
            default -> null;
          };
      Outcome outcome;
      try {
        outcome = assertSame(rows, options, weights, null);
        if (outcome.encoding() != null && random.nextInt(3) == 0) {
          Rows others = randomTable(new Random(-seed), random); // of the same columns
          outcome = assertSame(others, options, null, outcome.encoding());
        }
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
      outcomes.merge(String.valueOf(outcome.reason()), 1, Integer::sum);
    }
    assertThat(outcomes.get("null")).isGreaterThan(500);
    assertThat(outcomes)
        .containsKeys(
            "MISSING_VALUES",
            "MORE_THAN_TWO_CLASSES",
            "SINGLE_CLASS",
            "TARGET_OUT_OF_RANGE",
            "TOO_MANY_CATEGORIES",
            "UNKNOWN_CLASS",
            "UNUSABLE_CELL");
  }

  /** The numbers before the first text were not counted while they came. */
  @Test
  void column_whoseFirstTextComesLate_countsAllItsLevels() {
    Object[][] rows = new Object[20][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new Object[] {i < 10 ? (Object) (double) (i % 2) : "late", (double) (i % 2)};
    }
    Outcome outcome =
        assertSame(Rows.of(List.of("a", "y"), rows), TableOptions.DEFAULTS, null, null);
    assertThat(Objects.requireNonNull(outcome.encoding()).columns().getFirst())
        .isEqualTo(
            new CategoryColumn(
                "a",
                List.of(
                    new CategoryColumn.Level("0", 5),
                    new CategoryColumn.Level("1", 5),
                    new CategoryColumn.Level("late", 10)),
                2,
                0,
                false));
  }

  @Test
  void rowsWithMissingCells_areDropped_andTheOthersKeepTheirLines() {
    TableOptions dropped =
        new TableOptions(null, null, null, null, MissingPolicy.DROP_ROWS, null, null);
    @Nullable Object[][] rows = new @Nullable Object[12][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new @Nullable Object[] {i % 3 == 0 ? null : (Object) (double) i, (double) (i % 2)};
    }
    rows[10][1] = 7.0;
    rows[11][1] = 8.0;
    Outcome outcome = assertSame(Rows.of(List.of("a", "y"), rows), dropped, null, null);
    assertThat(outcome.reason()).isEqualTo(Reason.MORE_THAN_TWO_CLASSES);
    assertThat(String.valueOf(outcome.faults())).contains("line=12");
    rows[10][1] = 0.0;
    rows[11][1] = 1.0;
    outcome = assertSame(Rows.of(List.of("a", "y"), rows), dropped, null, null);
    assertThat(outcome.y()).hasSize(8);
    for (@Nullable Object[] row : rows) {
      row[0] = null;
    }
    outcome = assertSame(Rows.of(List.of("a", "y"), rows), dropped, null, null);
    assertThat(outcome.reason()).isEqualTo(Reason.NO_ROWS);
  }

  @Test
  void columns_areToldBeforeThereAreRows() {
    Rows rows = Rows.of(List.of("", "a", "y"), new Object[][] {{0.0, 1.0, 0.0}, {1.0, 2.0, 1.0}});
    assertSame(rows, TableOptions.DEFAULTS, null, null);
    assertThat(begun.getFirst()).isEqualTo(3);
  }

  /** Rows that begin on every other line, none of which is kept. */
  @Test
  void rowsThatAreAllDropped_areAccountedFor() {
    TableOptions dropped =
        new TableOptions(null, null, null, null, MissingPolicy.DROP_ROWS, null, null);
    ChunkedTable table = new ChunkedTable(dropped, null, CHUNK_ROWS, listener());
    table.columnNames(List.of("a", "y"));
    for (int i = 0; i < 1000; i++) {
      table.line(2 + 2 * i);
      table.add(table.missingCell());
      table.add(0);
      table.endRow();
    }
    assertThat(held).isGreaterThanOrEqualTo(8 * 1000);
  }

  @Test
  void textThatIsTooLongForALevel_isNotHeld() {
    String text = "x".repeat(1_000_000);
    Rows rows = Rows.of(List.of("a", "y"), new Object[][] {{text, 0.0}, {"b", 1.0}, {"c", 1.0}});
    Outcome outcome = assertSame(rows, TableOptions.DEFAULTS, null, null);
    assertThat(outcome.reason()).isEqualTo(Reason.TOO_MANY_CATEGORIES);
    ColumnTexts texts = new ColumnTexts(new ColumnTexts.Budget());
    var _ = texts.add(text);
    assertThat(String.valueOf(texts.firstDropped())).hasSizeLessThan(1000);
  }

  @Test
  void weightsThatLeaveNothing_areRefused() {
    Rows rows = Rows.of(List.of("a", "y"), new Object[][] {{1.0, 1.0}, {2.0, 1.0}});
    ClassWeights none = new ClassWeights(Map.of("1", 0.0));
    Outcome outcome = assertSame(rows, TableOptions.DEFAULTS, none, null);
    assertThat(outcome.reason()).isNotNull();
    Rows tiny =
        Rows.of(
            List.of("a", "w", "y"),
            new Object[][] {{1.0, 1e-60, 1.0}, {2.0, 1.0, 0.0}, {3.0, 1.0, 1.0}});
    TableOptions weighted = new TableOptions(null, null, null, "w", null, null, null);
    outcome = assertSame(tiny, weighted, new ClassWeights(Map.of("0", 0.0, "1", 1e-60)), null);
    assertThat(outcome.reason()).isNotNull();
  }

  @Test
  void startByPosition_findsCategoriesBehindAnIndex() {
    Rows unnamed = Rows.of(null, new Object[][] {{1.0, 0.0}, {2.0, 1.0}, {1.0, 0.0}, {3.0, 1.0}});
    TableOptions declared =
        new TableOptions(null, null, null, null, null, new ColumnNames(List.of("x1")), null);
    TableEncoding start =
        Objects.requireNonNull(asAWhole(unnamed, declared, null, null).encoding());
    Rows indexed =
        Rows.of(
            List.of("", "a", "y"),
            new Object[][] {{0.0, 1.0, 0.0}, {1.0, 2.0, 1.0}, {2.0, 3.0, 1.0}});
    Outcome outcome = assertSame(indexed, TableOptions.DEFAULTS, null, start);
    assertThat(outcome.x()).containsExactly(0, 0, 1, 0, 0, 1);
  }

  @Test
  void targetOutOfRange_afterAThousandDifferentOnes_isRefused() {
    Object[][] rows = new Object[1001][];
    for (int i = 0; i < 1000; i++) {
      rows[i] = new Object[] {(double) i, i / 1000.0};
    }
    rows[1000] = new Object[] {1.0, "5"};
    Outcome outcome =
        assertSame(Rows.of(List.of("a", "y"), rows), TableOptions.DEFAULTS, null, null);
    assertThat(outcome.reason()).isEqualTo(Reason.TARGET_OUT_OF_RANGE);
  }

  private static ErrorLocation place(ThrowingCallable action) {
    InvalidInputException e = catchThrowableOfType(InvalidInputException.class, action);
    assertThat(e).isNotNull();
    return e.faults().getFirst().place();
  }

  @Test
  void row_ofAnotherLength_isRefused() {
    Rows rows = Rows.of(null, new Object[][] {{1.0, 0.0}, {1.0}});
    ChunkedTable table = new ChunkedTable(TableOptions.DEFAULTS, null, CHUNK_ROWS, listener());
    assertThat(place(() -> rows.writeTo(table))).isEqualTo(ErrorLocation.at("1"));
  }

  @Test
  void row_withoutACell_isRefused() {
    for (Rows rows :
        List.of(Rows.of(null, new Object[][] {{}}), Rows.of(List.of(), new Object[][] {{}}))) {
      ChunkedTable table = new ChunkedTable(TableOptions.DEFAULTS, null, CHUNK_ROWS, listener());
      assertThat(place(() -> rows.writeTo(table))).isEqualTo(ErrorLocation.at("0"));
    }
  }

  @Test
  void column_thatTheFirstRowDoesNotName_isRefused() {
    ChunkedTable table = new ChunkedTable(TableOptions.DEFAULTS, null, CHUNK_ROWS, listener());
    Rows.of(List.of("a", "y"), new Object[][] {{1.0, 0.0}}).writeTo(table);
    assertThat(place(() -> table.widen(List.of("a", "y", "b")))).isEqualTo(ErrorLocation.at("1"));
  }

  @Test
  void noRow_isRefused() {
    ChunkedTable table = new ChunkedTable(TableOptions.DEFAULTS, null, CHUNK_ROWS, listener());
    table.columnNames(List.of("a", "y"));
    assertThat(catchThrowableOfType(InvalidInputException.class, table::end).reason())
        .isEqualTo(Reason.NO_ROWS);
  }
}
