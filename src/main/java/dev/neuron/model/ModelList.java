package dev.neuron.model;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of the models, the newest first. */
record ModelList(
    List<ModelSummary> models,
    @Schema(description = "To be passed as after for the next page; absent on the last")
        @Nullable String next,
    @Schema(description = "How many models of the caller are kept") int count,
    @Schema(description = "How many may be kept, of all callers together") int capacity) {

  /** What a list says of a model. */
  record ModelSummary(
      String modelId,
      @Nullable String name,
      int features,
      @Nullable Double loss,
      @Nullable Double accuracy,
      Instant createdAt) {

    static ModelSummary of(ModelSnapshot snapshot) {
      Origin origin = snapshot.content().origin();
      return new ModelSummary(
          snapshot.id(),
          snapshot.content().name(),
          snapshot.parameters().features(),
          origin == null ? null : origin.result().loss(),
          origin == null ? null : origin.result().accuracy(),
          snapshot.createdAt());
    }
  }
}
