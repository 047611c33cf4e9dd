package dev.neuron.diagnosis;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A suggestion as a change of the rows, which the client makes; one of these is there. */
@Schema(name = "RowChange", description = "A change of the rows; one of these is there")
public record RowChange(
    @Schema(description = "Pairs of features whose products to add as features")
        @Nullable List<List<Integer>> addProducts,
    @Schema(
            description =
                "Whether to make one row of equal ones, with the mean of their targets and the sum"
                    + " of their weights")
        @Nullable Boolean mergeRows) {

  static RowChange adding(List<List<Integer>> products) {
    return new RowChange(products, null);
  }

  static RowChange merging() {
    return new RowChange(null, true);
  }
}
