package dev.neuron.diagnosis;

import dev.neuron.table.Column;
import dev.neuron.table.TableEncoding;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A suggestion as a change of the request that can be sent as it is; one of these is there. */
@Schema(
    name = "Cure",
    description =
        "A change of the request that can be sent as it is: fields of hyperparameters and dataset, or"
            + " parameters of a table; one of these is there")
public record SuggestedChange(
    @Schema(description = "Hyperparameters to send instead", example = "{\"standardize\": true}")
        @Nullable Map<String, Object> hyperparameters,
    @Schema(
            description = "Options of the dataset to send instead",
            example = "{\"ignore\": [\"x3\"]}")
        @Nullable Map<String, Object> dataset) {

  private static final String IGNORE = "ignore";

  static SuggestedChange of(String hyperparameter, Object value) {
    return of(Map.of(hyperparameter, value));
  }

  static SuggestedChange of(Map<String, Object> hyperparameters) {
    // in one order, so that equal findings are written with equal bytes
    return new SuggestedChange(Collections.unmodifiableMap(new TreeMap<>(hyperparameters)), null);
  }

  static SuggestedChange ofDataset(String option, Object value) {
    return new SuggestedChange(null, Map.of(option, value));
  }

  /**
   * The same change in terms of the columns that features came from; null if it would leave out
   * more than these features.
   */
  @Nullable SuggestedChange inColumns(TableEncoding encoding) {
    if (dataset == null || !(dataset.get(IGNORE) instanceof List<?> ignored)) {
      return this;
    }
    if (encoding.isOfNumbersAlone()) {
      return this;
    }
    List<String> columns =
        encoding.columns().stream()
            .filter(column -> !column.featureNames().isEmpty())
            .filter(column -> ignored.containsAll(column.featureNames()))
            .map(Column::name)
            .toList();
    return columns.isEmpty() ? null : ignoring(columns);
  }

  /** Leaves columns out, by name or, where columns have no names, by index. */
  static SuggestedChange ignoring(List<String> columns) {
    return ofDataset(IGNORE, List.copyOf(columns));
  }
}
