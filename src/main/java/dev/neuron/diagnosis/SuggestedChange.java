package dev.neuron.diagnosis;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A suggestion as a change of the request; one of these is there. */
@Schema(name = "Cure", description = "A change of the request; one of these is there")
public record SuggestedChange(
    @Schema(description = "Hyperparameters to send instead", example = "{\"standardize\": true}")
        @Nullable Map<String, Object> hyperparameters,
    @Schema(description = "Indexes of features to leave out, from 0")
        @Nullable List<Integer> dropFeatures,
    @Schema(description = "Pairs of features whose products to add as features")
        @Nullable List<List<Integer>> addProducts,
    @Schema(description = "Whether to give the rows weights with which both classes weigh the same")
        @Nullable Boolean balanceClasses,
    @Schema(
            description =
                "Whether to make one row of equal ones, with the mean of their targets and the sum"
                    + " of their weights")
        @Nullable Boolean mergeRows) {

  static SuggestedChange of(String hyperparameter, Object value) {
    return of(Map.of(hyperparameter, value));
  }

  static SuggestedChange of(Map<String, Object> hyperparameters) {
    // in one order, so that equal findings are written with equal bytes
    return new SuggestedChange(
        Collections.unmodifiableMap(new TreeMap<>(hyperparameters)), null, null, null, null);
  }

  static SuggestedChange dropping(List<Integer> features) {
    return new SuggestedChange(null, features, null, null, null);
  }

  static SuggestedChange adding(List<List<Integer>> products) {
    return new SuggestedChange(null, null, products, null, null);
  }

  static SuggestedChange balancing() {
    return new SuggestedChange(null, null, null, true, null);
  }

  static SuggestedChange merging() {
    return new SuggestedChange(null, null, null, null, true);
  }
}
