package dev.neuron.protocol.mlflow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.protocol.Inputs;
import dev.neuron.protocol.Instances;
import dev.neuron.table.Table;
import dev.neuron.table.UnknownCategories;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Rows to predict for, in one of four forms.
 *
 * @param params parameters of inference
 */
@Schema(name = "MlflowRequest")
record InvocationRequest(
    @JsonProperty("dataframe_split") @Schema(description = "What pandas writes as orient=\"split\"")
        @Nullable Split dataframeSplit,
    @JsonProperty("dataframe_records")
        @Schema(
            implementation = Map[].class,
            description = "What pandas writes as orient=\"records\"")
        @Nullable Table dataframeRecords,
    @Schema(
            implementation = Object[].class,
            description = "Rows; or objects, by column name or with the row as x")
        @JsonDeserialize(using = Instances.class)
        @Nullable Table instances,
    @Schema(
            implementation = Object.class,
            description =
                "Rows; objects by column name, or one; or an object of columns by name, or with the"
                    + " rows as x")
        @JsonDeserialize(using = Inputs.OrRecords.class)
        @Nullable Table inputs,
    @Schema(description = "Unknown parameters change nothing") @Nullable Parameters params) {

  /**
   * Parameters of inference; unknown ones are ignored, as MLflow does.
   *
   * @param unknownCategories how levels that the training has not seen are treated
   */
  @Schema(name = "MlflowParameters")
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Parameters(
      @Schema(
              description =
                  "What becomes of levels that the training has not seen: refuse, or take them for"
                      + " the reference of their column",
              type = "string",
              allowableValues = {"refuse", "reference"},
              defaultValue = "refuse")
          @Nullable UnknownCategories unknownCategories) {}

  /** Columns by name, in any order, and rows; the index of the rows is ignored. */
  @Schema(name = "MlflowSplit")
  @JsonIgnoreProperties("index")
  record Split(
      @JsonDeserialize(using = ColumnNames.class) @Nullable List<String> columns,
      @Schema(implementation = Object[][].class, requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable Table data) {}
}
