package dev.neuron.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.data.Matrix;
import dev.neuron.table.CategoryColumn.Level;
import dev.neuron.table.PreviewColumn.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Previews of tables are what the encoding takes them for, and bounded. */
class TablePreviewerTest {

  private static final TableOptions NONE = TableOptions.DEFAULTS;

  /** A table of texts as CSV has them; numbers are read, and an empty text is missing. */
  private static Table table(String names, String... rows) {
    TableBuilder builder = new TableBuilder();
    builder.columnNames(List.of(names.split(",", -1)));
    for (String row : rows) {
      String[] cells = row.split(",", -1);
      for (int j = 0; j < cells.length; j++) {
        double number = Numerals.parsed(cells[j]);
        builder.add(Double.isNaN(number) ? builder.textCell(j, cells[j]) : number);
      }
      builder.endRow();
    }
    return builder.build();
  }

  private static TablePreview preview(Table table, TableOptions options, int rows) {
    return requireNonNull(TablePreviewer.of(RawDataset.ofTable(table, options), rows, null));
  }

  private static TableOptions options(
      @Nullable String target, @Nullable MissingPolicy missing, String... ignore) {
    return new TableOptions(
        target, null, new ColumnNames(List.of(ignore)), null, missing, null, null);
  }

  private static List<Kind> kinds(TablePreview preview) {
    return preview.columns().stream().map(PreviewColumn::kind).toList();
  }

  @Test
  void columns_haveTheKindsThatTheEncodingTakesThemFor() {
    TablePreview preview =
        preview(table("n,c,m,e,y", "1,red,1,,no", "2,blue,two,,yes", "3.5,red,3,,no"), NONE, 10);

    assertThat(kinds(preview))
        .containsExactly(Kind.NUMBER, Kind.CATEGORY, Kind.MIXED, Kind.EMPTY, Kind.CATEGORY);
    PreviewColumn number = preview.columns().getFirst();
    assertThat(number.min()).isEqualTo(1.0);
    assertThat(number.max()).isEqualTo(3.5);
    PreviewColumn category = preview.columns().get(1);
    assertThat(category.levels()).containsExactly(new Level("red", 2), new Level("blue", 1));
    assertThat(category.distinct()).isEqualTo(2);
    PreviewColumn mixed = preview.columns().get(2);
    assertThat(List.of(mixed.numbers(), mixed.texts(), mixed.missing())).containsExactly(2, 1, 0);
    assertThat(preview.columns().get(3).missing()).isEqualTo(3);
  }

  @Test
  void aFewTextsAmongNumbers_areCountedInAColumnOfNumbers() {
    String[] rows =
        IntStream.range(0, 20)
            .mapToObj(i -> (i == 7 ? "x" : "" + i) + "," + i % 2)
            .toArray(String[]::new);

    PreviewColumn column = preview(table("a,y", rows), NONE, 10).columns().getFirst();

    assertThat(column.kind()).isEqualTo(Kind.NUMBER);
    assertThat(column.texts()).isEqualTo(1);
    assertThat(column.numbers()).isEqualTo(19);
  }

  @Test
  void roles_areThoseOfTheOptions() {
    Table table = table(",id,a,w,y", "0,x,1,1,0", "1,z,2,1,1");
    TableOptions options =
        new TableOptions("a", null, new ColumnNames(List.of("id")), "w", null, null, null);

    assertThat(preview(table, options, 2).columns())
        .extracting(PreviewColumn::role)
        .containsExactly(
            ColumnRole.INDEX,
            ColumnRole.IGNORED,
            ColumnRole.TARGET,
            ColumnRole.WEIGHTS,
            ColumnRole.FEATURE);
  }

  @Test
  void roles_areNotKnownIfAnOptionNamesNoColumn() {
    TablePreview preview = preview(table("a,y", "1,0", "2,1"), options("z", null), 2);

    assertThat(preview.columns()).extracting(PreviewColumn::role).containsOnlyNulls();
    assertThat(preview.kept()).containsExactly(0, 1);
  }

  @Test
  void cells_areTheFirstRows_asTheyWereSent() {
    TableBuilder builder = new TableBuilder();
    builder.columnNames(List.of("a", "b", "y"));
    builder.add(-0.0);
    builder.add(builder.booleanCell(1, true));
    builder.add(builder.textCell(2, "ja"));
    builder.endRow();
    builder.add(builder.missingCell());
    builder.add(builder.booleanCell(1, false));
    builder.add(builder.textCell(2, "nein"));
    builder.endRow();
    Table table = builder.build();

    TablePreview preview = preview(table, NONE, 5);

    assertThat(preview.cells())
        .containsExactly(
            Arrays.asList(-0.0, true, "ja"), Arrays.asList((Object) null, false, "nein"));
    assertThat(preview(table, NONE, 1).cells()).hasSize(1);
    assertThat(preview(table, NONE, 0).cells()).isEmpty();
    assertThat(preview.rows()).isEqualTo(2);
  }

  @Test
  void rowsWithMissingCells_areNotKeptIfTheyAreDropped() {
    Table table = table("a,b,y", "1,,0", ",2,1", "3,3,1", "4,4,");

    assertThat(preview(table, options(null, MissingPolicy.DROP_ROWS, "b"), 4).kept())
        .containsExactly(0, 2);
    assertThat(preview(table, options(null, MissingPolicy.MEAN), 4).kept())
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void textsThatWereNotKept_areToldFromOthers() {
    Table table = table("a,y", "x".repeat(ColumnTexts.MAX_TEXT_LENGTH + 1) + ",0", "b,1");

    TablePreview preview = preview(table, NONE, 2);

    assertThat(preview.cells().getFirst()).containsExactly(TablePreview.NOT_KEPT, 0.0);
    assertThat(preview.columns().getFirst().hasMoreDistinct()).isTrue();
  }

  @Test
  void distinctNumbers_areCountedUpToABound() {
    String[] rows = IntStream.range(0, 2000).mapToObj(i -> i + "," + i % 2).toArray(String[]::new);

    PreviewColumn column = preview(table("a,y", rows), NONE, 10).columns().getFirst();

    assertThat(column.distinct()).isEqualTo(ColumnTexts.MAX_TEXTS);
    assertThat(column.hasMoreDistinct()).isTrue();
    assertThat(column.levels()).isEmpty();
    assertThat(column.max()).isEqualTo(1999.0);
  }

  @Test
  void size_isBoundedInColumnsCellsAndCharacters() {
    int wide = TablePreview.MAX_COLUMNS + 5;
    TablePreview ofWide = preview(Table.of(Matrix.of(new double[2][wide])), NONE, 2);
    assertThat(ofWide.columns()).hasSize(TablePreview.MAX_COLUMNS);
    assertThat(ofWide.cells().getFirst()).hasSize(TablePreview.MAX_COLUMNS);
    assertThat(ofWide.columnCount()).isEqualTo(wide);

    TablePreview ofMany = preview(Table.of(Matrix.of(new double[3000][200])), NONE, 3000);
    assertThat(ofMany.cells()).hasSize(TablePreview.MAX_CELLS / 200);

    String text = "t".repeat(ColumnTexts.MAX_TEXT_LENGTH);
    String row = (text + ",").repeat(20) + "0";
    String names = String.join(",", IntStream.range(0, 21).mapToObj(j -> "c" + j).toList());
    String[] rows = IntStream.range(0, 2000).mapToObj(_ -> row).toArray(String[]::new);
    TablePreview ofTexts = preview(table(names, rows), NONE, 2000);
    assertThat(ofTexts.cells().size() * 20 * text.length())
        .isBetween(TablePreview.MAX_CHARACTERS, TablePreview.MAX_CHARACTERS + 20 * text.length());
  }

  @Test
  void encodedRows_areTheDatasets() {
    RawDataset raw =
        RawDataset.ofTable(
            table("c,n,y", "red,1,no", "blue,2,yes", "red,,no"), options(null, MissingPolicy.MEAN));
    TablePreview preview = requireNonNull(TablePreviewer.of(raw, 2, null));
    EncodedTable encoded = DatasetEncoder.encode(raw, null, null, (_, _) -> {});

    TablePreview.EncodedRows rows =
        preview.encoded(encoded.dataset(), encoded.encoding().featureNames());

    assertThat(rows.featureNames()).containsExactly("c=blue", "n");
    assertThat(rows.total()).isEqualTo(3);
    assertThat(rows.x()).isDeepEqualTo(new double[][] {{0, 1}, {1, 2}});
    assertThat(rows.y()).containsExactly(0, 1);
    assertThat(rows.weights()).isNull();
  }

  @Test
  void separateTargets_areTheLastColumn_unlessTheyAreNotAsManyAsRows() {
    Table x = Table.of(Matrix.of(new double[] {1}, new double[] {2}));
    Table y = Table.of(Matrix.of(new double[] {0}, new double[] {1}));
    RawDataset raw = new RawDataset(x, y, null, List.of("a"), NONE, "x");

    TablePreview preview = requireNonNull(TablePreviewer.of(raw, 2, null));

    assertThat(preview.columns()).extracting(PreviewColumn::name).containsExactly("a", "y");
    assertThat(preview.columns().getLast().role()).isEqualTo(ColumnRole.TARGET);
    assertThat(preview.cells().getLast()).containsExactly(2.0, 1.0);
    Table one = Table.of(Matrix.of(new double[] {0}));
    assertThat(TablePreviewer.of(new RawDataset(x, one, null, null, NONE, "x"), 2, null)).isNull();
    assertThat(TablePreviewer.of(new RawDataset(x, y, null, List.of("a", "b"), NONE, "x"), 2, null))
        .isNull();
  }
}
