package dev.neuron.explanation;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says in the OpenAPI document what annotations cannot say of claims and explanations. */
@Configuration(proxyBeanMethods = false)
class ExplanationSchemas {

  @Bean
  GlobalOpenApiCustomizer alternatives() {
    return api -> {
      var schemas = api.getComponents().getSchemas();
      makeNumberOrText(requireNonNull(schemas.get("WrittenNumber")));
      makeRowsNullable(requireNonNull(schemas.get("Explanation")));
    };
  }

  /** Describes a record as what it is read from, as alternatives that generators have types for. */
  private static void makeNumberOrText(Schema<?> schema) {
    schema.setTypes(null);
    schema.setProperties(null);
    schema.setRequired(null);
    Schema<?> text = ofType("string");
    text.setPattern(WrittenNumber.SCHEMA_PATTERN);
    schema.setOneOf(List.of(ofType("number"), text, ofType("null")));
  }

  private static void makeRowsNullable(Schema<?> explanation) {
    Schema<?> rows = (Schema<?>) requireNonNull(explanation.getProperties().get("rows"));
    String row = rows.getItems().get$ref();
    if (row != null) { // else this has been here before
      Schema<Object> rowOrNull = new Schema<>();
      rowOrNull.setDescription("null for a row of weight 0, which does not count");
      rowOrNull.setAnyOf(List.of(new Schema<>().$ref(row), ofType("null")));
      rows.setItems(rowOrNull);
    }
  }

  private static Schema<?> ofType(String type) {
    return new Schema<>().types(Set.of(type));
  }
}
