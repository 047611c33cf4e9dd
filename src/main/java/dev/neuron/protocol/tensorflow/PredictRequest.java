package dev.neuron.protocol.tensorflow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.protocol.Inputs;
import dev.neuron.protocol.Instances;
import dev.neuron.table.Table;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Rows to predict for: instances, one by one, or inputs, all at once; never both. Unknown members
 * are ignored, as in TensorFlow Serving.
 */
@Schema(name = "TensorFlowRequest")
@JsonIgnoreProperties(ignoreUnknown = true)
record PredictRequest(
    @JsonProperty("signature_name") @Schema(allowableValues = Signature.NAME)
        @Nullable String signatureName,
    @Schema(
            implementation = Object[].class,
            description = "Rows; or objects, by column name or with the row as x")
        @JsonDeserialize(using = Instances.class)
        @Nullable Table instances,
    @Schema(
            implementation = Object.class,
            description = "Rows; or an object of columns by name, or with the rows as x")
        @JsonDeserialize(using = Inputs.class)
        @Nullable Table inputs) {}
