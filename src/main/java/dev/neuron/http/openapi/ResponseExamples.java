package dev.neuron.http.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;

/**
 * Examples of responses from resources that lie beside the controllers. {@code
 * examples/train.422.json} is the example of the response 422 of the operation {@code train}, in
 * the package of its controller; responses that are not JSON end with {@code .txt}.
 */
@Configuration(proxyBeanMethods = false)
class ResponseExamples {

  @Bean
  GlobalOperationCustomizer examplesOfResponses() {
    return (operation, method) -> {
      operation
          .getResponses()
          .replaceAll(
              (status, response) -> {
                Object example = example(operation, status, method);
                return example == null ? response : with(example, status, response);
              });
      return operation;
    };
  }

  private static @Nullable Object example(
      Operation operation, String status, HandlerMethod method) {
    return find(method.getBeanType(), operation.getOperationId() + "." + status);
  }

  /** Returns the example with a name beside a class, null if there is none. */
  static @Nullable Object find(Class<?> neighbour, String name) {
    byte[] json = read(neighbour, "examples/" + name + ".json");
    if (json != null) {
      return JsonMapper.shared().readValue(json, Object.class);
    }
    byte[] text = read(neighbour, "examples/" + name + ".txt");
    return text == null ? null : new String(text, StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] read(Class<?> controller, String name) {
    try (InputStream resource = controller.getResourceAsStream(name)) {
      return resource == null ? null : resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** A shared response has an example of its own, so this operation gets a copy with another. */
  private static ApiResponse with(Object example, String status, ApiResponse response) {
    if (response.get$ref() == null) {
      Content content = response.getContent();
      Map.Entry<String, MediaType> only = content.entrySet().iterator().next();
      content.getOrDefault("application/json", only.getValue()).setExample(example);
      return response;
    }
    MediaType problem =
        new MediaType()
            .schema(new Schema<>().$ref("#/components/schemas/Problem"))
            .example(example);
    return new ApiResponse()
        .description(HttpStatus.valueOf(Integer.parseInt(status)).getReasonPhrase())
        .content(new Content().addMediaType("application/problem+json", problem));
  }
}
