package dev.neuron.training;

import dev.neuron.table.CategoryColumn;
import dev.neuron.table.CsvNotation;
import dev.neuron.table.PreviewColumn;
import dev.neuron.table.TablePreview;
import dev.neuron.table.TablePreview.EncodedRows;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table as it was read, before anything is trained. */
@Schema(name = "TablePreview", description = "The table as it was read, before it is trained on")
record PreviewResponse(
    @Schema(description = "How many rows the table has") int rows,
    @Schema(description = "How many columns the table has") int columnCount,
    @Schema(description = "How the CSV table is written; absent for other formats")
        @Nullable Csv csv,
    @Schema(description = "The columns in their order, at most 1000") List<ColumnPreview> columns,
    @Schema(
            description = "The first rows, a cell for each of these columns",
            ref = "#/components/schemas/PreviewCells")
        Object cells,
    @Schema(description = "These rows as they are trained on; absent if the table is refused")
        @Nullable EncodedPreview encoded) {

  /** How a CSV table is written. */
  @Schema(name = "CsvNotation")
  record Csv(
      String charset,
      @Schema(allowableValues = {"comma", "semicolon", "tab", "pipe"}) String delimiter,
      @Schema(allowableValues = {"point", "comma"}) String decimal,
      @Schema(description = "Whether the first line names the columns") boolean header) {

    static Csv of(CsvNotation notation, boolean header) {
      return new Csv(
          notation.charset(), word(notation.delimiter()), word(notation.decimal()), header);
    }
  }

  /** A column as it was read. */
  @Schema(name = "ColumnPreview")
  record ColumnPreview(
      @Schema(description = "x1, x2, … if columns have no names") String name,
      @Schema(
              description =
                  "What it is taken for as a feature; mixed: a category in which some cells are"
                      + " numbers; empty: each cell is missing",
              allowableValues = {"number", "category", "mixed", "empty"})
          String kind,
      @Schema(
              description =
                  "What it is used for; absent if an option names a column that does not exist",
              allowableValues = {"feature", "target", "weights", "ignored", "index"})
          @Nullable String role,
      @Schema(description = "How many cells are missing") int missing,
      @Schema(description = "How many cells are numbers or can stand for one") int numbers,
      @Schema(description = "How many cells are other texts") int texts,
      @Schema(description = "How many different values there are, up to 1000") int distinct,
      @Schema(description = "True if there are more values than are counted")
          boolean hasMoreDistinct,
      @Schema(
              description =
                  "The most frequent values, at most 50; of a column of numbers alone only if it has no"
                      + " more")
          List<LevelPreview> levels,
      @Schema(description = "The smallest number") @Nullable Double min,
      @Schema(description = "The largest number") @Nullable Double max) {

    static ColumnPreview of(PreviewColumn column) {
      return new ColumnPreview(
          column.name(),
          word(column.kind()),
          column.role() == null ? null : word(column.role()),
          column.missing(),
          column.numbers(),
          column.texts(),
          column.distinct(),
          column.hasMoreDistinct(),
          column.levels().stream().map(LevelPreview::of).toList(),
          column.min(),
          column.max());
    }
  }

  /** A value in a column. */
  @Schema(name = "LevelPreview")
  record LevelPreview(String value, @Schema(description = "How many cells have it") int count) {

    static LevelPreview of(CategoryColumn.Level level) {
      return new LevelPreview(level.value(), level.count());
    }
  }

  /** Rows as features and targets. */
  @Schema(name = "EncodedRows")
  record EncodedPreview(
      List<String> featureNames,
      @Schema(description = "How many rows of the table are trained on") int total,
      @Schema(description = "Indexes in cells of the rows, of which some may be left out")
          List<Integer> rows,
      @Schema(description = "The features of each row") double[][] x,
      @Schema(description = "The target of each row, from 0 to 1") double[] y,
      @Schema(description = "The weight of each row; absent if all weigh the same")
          double @Nullable [] weights) {

    static EncodedPreview of(EncodedRows encoded, List<Integer> kept) {
      return new EncodedPreview(
          encoded.featureNames(),
          encoded.total(),
          kept.subList(0, encoded.x().length),
          encoded.x(),
          encoded.y(),
          encoded.weights());
    }
  }

  /**
   * Returns the response for a preview.
   *
   * @param encoded its rows as they are trained on; null if they cannot be
   */
  static PreviewResponse of(TablePreview preview, @Nullable EncodedRows encoded) {
    return new PreviewResponse(
        preview.rows(),
        preview.columnCount(),
        preview.notation() == null ? null : Csv.of(preview.notation(), preview.hasNames()),
        preview.columns().stream().map(ColumnPreview::of).toList(),
        preview.cells(),
        encoded == null ? null : EncodedPreview.of(encoded, preview.kept()));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
