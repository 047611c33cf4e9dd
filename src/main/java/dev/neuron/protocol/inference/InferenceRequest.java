package dev.neuron.protocol.inference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.table.Table;
import dev.neuron.table.UnknownCategories;
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
 * @param parameters how rows are read and labels are given
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record InferenceRequest(
    @Schema(description = "Comes back with the answer") @Nullable String id,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
        @JsonDeserialize(using = CappedList.OfInputs.class)
        @Nullable List<Input> inputs,
    @Schema(description = "The outputs that are wanted; all if there are none")
        @JsonDeserialize(using = CappedList.OfOutputs.class)
        @Nullable List<Output> outputs,
    @Schema(description = "Unknown parameters change nothing") @Nullable Parameters parameters) {

  private static final Parameters NO_PARAMETERS = new Parameters(null, null);

  /** The parameters, none of which is set if the request has none. */
  Parameters parametersOrNone() {
    return parameters == null ? NO_PARAMETERS : parameters;
  }

  /**
   * The parameters of a request.
   *
   * @param threshold the smallest prediction that has the label of the positive class
   * @param unknownCategories how levels that the training has not seen are treated
   */
  @Schema(name = "InferenceRequestParameters")
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Parameters(
      @Schema(
              description =
                  "Predictions of at least this get the label of the positive class; 0.5 if absent",
              minimum = "0",
              maximum = "1")
          @Nullable Double threshold,
      @Schema(
              description =
                  "What becomes of levels that the training has not seen: refuse, or take them for"
                      + " the reference of their column",
              type = "string",
              allowableValues = {"refuse", "reference"},
              defaultValue = "refuse")
          @Nullable UnknownCategories unknownCategories) {}

  /**
   * A tensor.
   *
   * @param shape n and d, or n alone, or d alone of one row
   * @param data its elements, flat or nested, row by row; null stands for a missing cell
   */
  @Schema(name = "InferenceInput")
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Input(
      @Schema(
              description = "x; or the name of a column, for each a tensor",
              requiredMode = Schema.RequiredMode.REQUIRED,
              example = "x")
          @Nullable String name,
      @ArraySchema(
              schema = @Schema(type = "integer", format = "int64"),
              arraySchema =
                  @Schema(
                      description =
                          "n and d; or n, of a tensor that is one column; or d, of one row named x",
                      requiredMode = Schema.RequiredMode.REQUIRED))
          long @Nullable [] shape,
      @Schema(
              description =
                  "A numeric type, which is taken as FP64; BOOL of true and false, or 1 and 0;"
                      + " or BYTES of texts",
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {
                "FP64", "FP32", "INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32",
                "UINT64", "BOOL", "BYTES"
              })
          @Nullable String datatype,
      @Schema(
              implementation = Object[].class,
              description =
                  "The elements row by row, flat or nested; null stands for a missing cell",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable Table data,
      @Schema(description = "May say what it likes but that the tensor is binary")
          @Nullable InputParameters parameters) {}

  /**
   * The parameters of a tensor.
   *
   * @param binaryDataSize its length in bytes behind the JSON, if it is binary
   */
  @Schema(name = "InferenceParameters")
  @JsonIgnoreProperties(ignoreUnknown = true)
  record InputParameters(
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
