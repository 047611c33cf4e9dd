package dev.neuron.protocol.inference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.table.Table;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Tensors to infer from. Unknown members are ignored, as the protocol's extensions require.
 *
 * @param id is returned in the response
 * @param outputs the requested outputs; all if there are none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record InferenceRequest(
    @Schema(description = "Comes back with the answer") @Nullable String id,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
        @JsonDeserialize(using = CappedList.OfInputs.class)
        @Nullable List<Input> inputs,
    @Schema(description = "The outputs that are wanted; all if there are none")
        @JsonDeserialize(using = CappedList.OfOutputs.class)
        @Nullable List<Output> outputs) {

  /**
   * A tensor.
   *
   * @param shape n and d, or n alone
   * @param data its numbers, flat or nested, row by row
   */
  @Schema(name = "InferenceInput")
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Input(
      @Schema(
              description = "x; or the name of a feature, for each a tensor",
              requiredMode = Schema.RequiredMode.REQUIRED,
              example = "x")
          @Nullable String name,
      @ArraySchema(
              schema = @Schema(type = "integer", format = "int64"),
              arraySchema =
                  @Schema(
                      description = "n and d; or n, of a tensor that is one feature",
                      requiredMode = Schema.RequiredMode.REQUIRED))
          long @Nullable [] shape,
      @Schema(
              description = "A numeric type, which is taken as FP64",
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {
                "FP64", "FP32", "INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32",
                "UINT64"
              })
          @Nullable String datatype,
      @Schema(
              implementation = Object[].class,
              description = "The numbers row by row, flat or nested",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable Table data,
      @Schema(description = "May say what it likes but that the tensor is binary")
          @Nullable Parameters parameters) {}

  /**
   * The parameters of a tensor.
   *
   * @param binaryDataSize its length in bytes behind the JSON, if it is binary
   */
  @Schema(name = "InferenceParameters")
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Parameters(
      @JsonProperty("binary_data_size") @Schema(hidden = true) @Nullable Long binaryDataSize) {}

  /** A requested output. */
  @Schema(name = "InferenceRequestedOutput")
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Output(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {"y", "label"})
          @Nullable String name) {}
}
