package dev.neuron.training;

import static java.util.Objects.requireNonNull;

import dev.neuron.http.openapi.TableOptionsSchemas;
import dev.neuron.model.ModelName;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The query parameters of {@link TableParameters} as components of the OpenAPI document. Those of
 * the hyperparameters are made of their JSON schema.
 */
@Configuration(proxyBeanMethods = false)
class TableParametersDescription {

  private static final List<Parameter> OF_THE_TABLE = ofTheTable();

  private static List<Parameter> ofTheTable() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        parameter(
            "name", new StringSchema().pattern(ModelName.SCHEMA_PATTERN), "A name for the model"));
    TableOptionsSchemas.inQuery()
        .forEach(
            (name, schema) -> parameters.add(parameter(name, schema, schema.getDescription())));
    parameters.add(
        oneOf(
            "header",
            "Of CSV: whether the first line names the columns. Default auto: it does unless it holds"
                + " numbers alone",
            "auto",
            "true",
            "false"));
    parameters.add(
        oneOf(
            "delimiter",
            "Of CSV: the character between cells. By default it is found",
            "comma",
            "semicolon",
            "tab",
            "pipe"));
    parameters.add(
        oneOf(
            "decimal",
            "Of CSV: the character before the fraction of a number. By default it is found",
            "point",
            "comma"));
    parameters.add(
        parameter(
            "lossHistoryPoints",
            new IntegerSchema().minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(1_000_000)),
            "The most points that the loss history may have. Default 1000"));
    return List.copyOf(parameters);
  }

  private static Parameter oneOf(String name, String description, String... words) {
    return parameter(name, new StringSchema()._enum(List.of(words)), description);
  }

  /** Replaces the query parameters that springdoc finds in the handler by references. */
  @Bean
  GlobalOperationCustomizer referencesOfTables() {
    return (operation, method) -> {
      TableParameters table =
          AnnotatedElementUtils.getMergedAnnotation(method.getMethod(), TableParameters.class);
      if (table != null) {
        replaceQuery(operation, List.of(table.without()));
      }
      return operation;
    };
  }

  private static void replaceQuery(Operation operation, List<String> without) {
    List<Parameter> parameters = new ArrayList<>();
    names().stream()
        .filter(name -> !without.contains(name))
        .forEach(name -> parameters.add(new Parameter().$ref(name)));
    Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of()).stream()
        .filter(TableParametersDescription::isDescribedElsewhere)
        .forEach(parameters::add);
    operation.setParameters(parameters);
  }

  /** True for headers, and for parameters of the query that an annotation describes. */
  private static boolean isDescribedElsewhere(Parameter parameter) {
    if (parameter.get$ref() != null) { // the same operation in the document of another language
      return false;
    }
    String first = parameter.getName().split("[.]", -1)[0];
    return !"query".equals(parameter.getIn())
        || (parameter.getDescription() != null && !names().contains(first));
  }

  @Bean
  GlobalOpenApiCustomizer parametersOfTables() {
    return TableParametersDescription::add;
  }

  private static void add(OpenAPI api) {
    Components components = api.getComponents();
    Schema<?> schema = requireNonNull(components.getSchemas().get("Hyperparameters"));
    OF_THE_TABLE.forEach(table -> components.addParameters(table.getName(), table));
    hyperparameters()
        .forEach(
            name ->
                components.addParameters(
                    name,
                    parameter(name, (Schema<?>) requireNonNull(schema.getProperties().get(name)))));
  }

  private static List<String> names() {
    return Stream.concat(OF_THE_TABLE.stream().map(Parameter::getName), hyperparameters()).toList();
  }

  private static Stream<String> hyperparameters() {
    return Arrays.stream(HyperparametersRequest.class.getRecordComponents())
        .map(component -> component.getName());
  }

  /**
   * Returns a hyperparameter as a parameter of the query. Its default becomes text: forms would
   * fill in a default and send it, also with a body in JSON, beside which it is refused.
   */
  private static Parameter parameter(String name, Schema<?> json) {
    if (json.get$ref() != null || json.getAnyOf() != null) {
      return parameter(name, new StringSchema(), json.getDescription() + ", as JSON");
    }
    Schema<Object> schema = new Schema<>();
    schema.setTypes(json.getTypes());
    schema.setFormat(json.getFormat());
    schema.setMinimum(json.getMinimum());
    schema.setExclusiveMinimumValue(json.getExclusiveMinimumValue());
    schema.setExclusiveMaximumValue(json.getExclusiveMaximumValue());
    schema.setEnum(json.getEnum() == null ? null : List.copyOf(json.getEnum()));
    String end = json.getDefault() == null ? "" : ". Default " + json.getDefault();
    return parameter(name, schema, json.getDescription() + end);
  }

  private static Parameter parameter(String name, Schema<?> schema, String description) {
    return new QueryParameter().name(name).schema(schema).description("For tables: " + description);
  }
}
