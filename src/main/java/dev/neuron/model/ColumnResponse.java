package dev.neuron.model;

import dev.neuron.table.CategoryColumn;
import dev.neuron.table.Column;
import dev.neuron.table.NumberColumn;
import dev.neuron.table.TableEncoding;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A column of the table that a model was trained on, and the features that it became. */
@Schema(name = "Column", description = "A column of the table, and the features that it becomes")
public record ColumnResponse(
    @Schema(
            description = "x1, x2, … if columns have no names",
            requiredMode = Schema.RequiredMode.REQUIRED)
        String name,
    @Schema(
            description =
                "number: one feature; category: a feature for each level but the reference",
            allowableValues = {"number", "category"},
            requiredMode = Schema.RequiredMode.REQUIRED)
        String kind,
    @Schema(
            description = "Indexes of its features in W",
            requiredMode = Schema.RequiredMode.REQUIRED)
        List<Integer> features,
    @Schema(description = "The smallest number that was trained on") @Nullable Double min,
    @Schema(description = "The largest number that was trained on") @Nullable Double max,
    @Schema(
            description =
                "What stands for a missing cell: a number, or (missing), a level of its own; absent"
                    + " if nothing does",
            ref = "#/components/schemas/Label")
        @Nullable Object missing,
    @Schema(description = "How many cells of a category were missing, if they are a level")
        @Nullable Integer missingCount,
    @Schema(description = "The levels of a category in code-point order")
        @Nullable List<LevelResponse> levels,
    @Schema(description = "The level against which the weights of the others are told")
        @Nullable String reference) {

  /** A level of a category. */
  @Schema(name = "Level")
  public record LevelResponse(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String value,
      @Schema(description = "How many rows had it", requiredMode = Schema.RequiredMode.REQUIRED)
          int count) {}

  /** The columns of an encoding. */
  public static List<ColumnResponse> of(TableEncoding encoding) {
    int[] first = encoding.firstFeatures();
    List<ColumnResponse> columns = new ArrayList<>(encoding.columns().size());
    for (int j = 0; j < encoding.columns().size(); j++) {
      columns.add(
          of(encoding.columns().get(j), IntStream.range(first[j], first[j + 1]).boxed().toList()));
    }
    return columns;
  }

  private static ColumnResponse of(Column column, List<Integer> features) {
    return switch (column) {
      case NumberColumn(String name, Double min, Double max, Double fill) ->
          new ColumnResponse(name, "number", features, min, max, fill, null, null, null);
      case CategoryColumn category ->
          new ColumnResponse(
              category.name(),
              "category",
              features,
              null,
              null,
              category.hasMissingLevel() ? CategoryColumn.MISSING : null,
              category.hasMissingLevel() ? category.missingCount() : null,
              category.levels().stream()
                  .map(level -> new LevelResponse(level.value(), level.count()))
                  .toList(),
              category.levels().get(category.reference()).value());
    };
  }
}
