package dev.neuron.model;

import dev.neuron.table.Classes;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The two classes of a model, by the values that its target had. */
@Schema(name = "Classes", description = "The values of the target that stand for 0 and 1")
public record ClassesResponse(
    @Schema(
            description = "The value for which the neuron answers towards 0",
            ref = "#/components/schemas/Label",
            requiredMode = Schema.RequiredMode.REQUIRED)
        Object negative,
    @Schema(
            description = "The value for which the neuron answers towards 1",
            ref = "#/components/schemas/Label",
            requiredMode = Schema.RequiredMode.REQUIRED)
        Object positive) {

  /** The response for classes; null if there are none. */
  public static @Nullable ClassesResponse of(@Nullable Classes classes) {
    return classes == null
        ? null
        : new ClassesResponse(classes.negative().value(), classes.positive().value());
  }
}
