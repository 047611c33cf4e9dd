package dev.neuron.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.table.TableEncoding;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A neuron that was trained elsewhere, with the encoding of its table if it has one. */
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ModelImport(
    @Schema(description = "A name for it", pattern = ModelName.SCHEMA_PATTERN)
        @Nullable String name,
    @JsonProperty("W")
        @ArraySchema(
            minItems = 1,
            arraySchema =
                @Schema(description = "Weights", requiredMode = Schema.RequiredMode.REQUIRED))
        double @Nullable [] weights,
    @JsonProperty("b") @Schema(description = "Bias", requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable Double bias,
    @ArraySchema(
            schema = @Schema(minLength = 1, maxLength = 200),
            uniqueItems = true,
            arraySchema =
                @Schema(
                    description =
                        "One name a weight; with columns, absent or those that the columns give"))
        @Nullable List<String> featureNames,
    @ArraySchema(
            minItems = 1,
            arraySchema =
                @Schema(
                    description =
                        "The columns that the features come from, in the order of W; absent if each"
                            + " feature is a column of numbers"))
        @Nullable List<ColumnResponse> columns,
    @Schema(description = "True if columns have no names and are found by position")
        @Nullable Boolean byPosition,
    @ArraySchema(
            arraySchema =
                @Schema(
                    description =
                        "Names of other columns, such as the target, which /predict passes over"))
        @Nullable List<String> passedOver,
    @Schema(description = "The values of the target; absent if they are 0 and 1, or not two")
        @Nullable ClassesResponse classes) {

  /** A neuron without an encoding. */
  public ModelImport(
      @Nullable String name,
      double @Nullable [] weights,
      @Nullable Double bias,
      @Nullable List<String> featureNames) {
    this(name, weights, bias, featureNames, null, null, null, null);
  }

  /** The import that makes a copy of a model; short if its names say all of its encoding. */
  public static ModelImport of(ModelSnapshot model) {
    String name = model.content().name();
    double[] weights = model.parameters().weights();
    double bias = model.parameters().bias();
    TableEncoding encoding = model.encoding();
    return encoding.isPlain()
        ? new ModelImport(name, weights, bias, model.featureNames())
        : new ModelImport(
            name,
            weights,
            bias,
            model.featureNames(),
            ColumnResponse.of(encoding),
            encoding.isNamed() ? null : Boolean.TRUE,
            encoding.passedOver().isEmpty() ? null : encoding.passedOver(),
            ClassesResponse.of(encoding.classes()));
  }

  /** The content for the store, of this owner; checks everything. */
  ModelSnapshot.Content toContent(Owner owner) {
    NeuronParameters parameters = NeuronParameters.given(weights, bias);
    String checkedName = ModelName.checked(name);
    if (columns == null && byPosition == null && passedOver == null && classes == null) {
      List<String> names =
          featureNames == null
              ? null
              : Dataset.checkedFeatureNames(featureNames, parameters.features());
      return new ModelSnapshot.Content(owner, checkedName, parameters, names, null);
    }
    TableEncoding encoding = new ImportedEncoding(this).checked(parameters.features());
    boolean hasNames = encoding.isNamed() || !encoding.isOfNumbersAlone();
    return new ModelSnapshot.Content(
        owner, checkedName, parameters, hasNames ? encoding.featureNames() : null, encoding, null);
  }
}
