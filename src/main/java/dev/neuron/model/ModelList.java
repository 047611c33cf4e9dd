package dev.neuron.model;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of the models, the newest first. */
record ModelList(
    List<ModelSummary> models,
    @Schema(description = "To be passed as after for the next page; absent on the last")
        @Nullable String next,
    @Schema(description = "How many models of the caller are kept") int count,
    @Schema(description = "How many may be kept, of all callers together") int capacity) {}
