package dev.neuron.http.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.RefUtils;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Marks the components of a record as required unless they are nullable, so that users of generated
 * clients need no null checks.
 */
@Component
class RequiredProperties implements ModelConverter {

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema<?> schema = chain.next().resolve(type, context, chain);
    JavaType javaType = Json31.mapper().constructType(type.getType());
    if (schema != null && javaType != null && javaType.getRawClass().isRecord()) {
      Schema<?> model = schema.get$ref() == null ? schema : referred(schema, context);
      if (model != null && model.getProperties() != null) {
        for (RecordComponent component : javaType.getRawClass().getRecordComponents()) {
          say(component, model);
        }
      }
    }
    return schema;
  }

  private static @Nullable Schema<?> referred(Schema<?> schema, ModelConverterContext context) {
    return context
        .getDefinedModels()
        .get((String) RefUtils.extractSimpleName(schema.get$ref()).getLeft());
  }

  private static void say(RecordComponent component, Schema<?> model) {
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
      if (nullable) { // an absent unwrapped component leaves out all its fields
        for (RecordComponent brought : component.getType().getRecordComponents()) {
          model.getRequired().remove(name(brought));
        }
      }
    } else if (!nullable && model.getProperties().containsKey(name(component))) {
      model.addRequiredItem(name(component));
    }
  }

  private static String name(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null ? component.getName() : named.value();
  }
}
