package dev.neuron.http.problem;

import dev.neuron.http.proxy.BasePath;
import dev.neuron.problem.ProblemType;
import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ProblemDetail;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Writes the type of each problem as the path of its page below the client's base path. This
 * happens on serialization, not on creation: a training's problem may be created in one request and
 * returned to another.
 */
@Configuration(proxyBeanMethods = false)
class ProblemTypeWriter {

  @Bean
  JsonMapperBuilderCustomizer problemTypesBelowTheBasePath() {
    return builder ->
        builder.addModule(
            new SimpleModule("neuron-problems").setSerializerModifier(new Modifier()));
  }

  private static final class Modifier extends ValueSerializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public List<BeanPropertyWriter> changeProperties(
        SerializationConfig config,
        BeanDescription.Supplier description,
        List<BeanPropertyWriter> properties) {
      if (description.getBeanClass().equals(ProblemDetail.class)) {
        properties.stream()
            .filter(property -> property.getName().equals("type"))
            .forEach(property -> property.assignSerializer(new TypeSerializer()));
      }
      return properties;
    }
  }

  private static final class TypeSerializer extends ValueSerializer<Object> {
    @Override
    public void serialize(Object type, JsonGenerator json, SerializationContext context) {
      json.writeString(seen(type.toString()));
    }

    /**
     * Returns the type for this client; if it was written for another client before, it has that
     * client's base path.
     */
    private static String seen(String type) {
      int start = type.lastIndexOf(ProblemType.PATH);
      return start < 0 ? type : BasePath.current() + type.substring(start);
    }
  }
}
