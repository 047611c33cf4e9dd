package dev.neuron.http.openapi;

import dev.neuron.problem.ProblemType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The problems in the OpenAPI document: a response for each status, and references to it. */
@Configuration(proxyBeanMethods = false)
class ProblemResponses {

  private static final List<ProblemType> OF_EVERY_BODY =
      List.of(
          ProblemType.MALFORMED_JSON,
          ProblemType.REQUEST_TOO_LARGE,
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          ProblemType.RAGGED_ROWS);
  private static final List<ProblemType> OF_SOME =
      List.of(
          ProblemType.MODEL_NOT_FOUND,
          ProblemType.MODEL_EVICTED,
          ProblemType.NOT_ACCEPTABLE,
          ProblemType.SLOW_BODY,
          ProblemType.HOST_NOT_ALLOWED,
          ProblemType.KEY_IN_USE,
          ProblemType.SHARE_EXHAUSTED,
          ProblemType.MODEL_DAMAGED,
          ProblemType.SERVICE_BUSY,
          ProblemType.STORE_FULL);

  /** Responses by which an operation is recognised as one that uses the store. */
  private static final List<String> ASK_THE_STORE =
      List.of(
          String.valueOf(ProblemType.MODEL_EVICTED.status().value()),
          String.valueOf(ProblemType.STORE_FULL.status().value()));

  /** Adds the shared responses; {@link OpenApiConfiguration} makes the document with them. */
  static void addTo(Components components) {
    Stream.concat(OF_EVERY_BODY.stream(), OF_SOME.stream())
        .forEach(type -> addTo(components, type));
  }

  /** Adds the response for a kind of problem, to which {@link #refer} then refers. */
  static void addTo(Components components, ProblemType type) {
    components.addResponses(name(type), response(type));
  }

  /** Declares that an operation may respond with this kind of problem. */
  static void refer(Operation operation, ProblemType type) {
    operation
        .getResponses()
        .addApiResponse(String.valueOf(type.status().value()), new ApiResponse().$ref(name(type)));
  }

  /** The errors of any operation, unless its errors have a form of their own. */
  @Bean
  GlobalOperationCustomizer problemsOfEveryOperation() {
    return (operation, method) -> {
      if (operation.getResponses().containsKey("4XX")) {
        return operation;
      }
      refer(operation, ProblemType.HOST_NOT_ALLOWED);
      if (operation.getResponses().values().stream().anyMatch(ProblemResponses::isNegotiated)) {
        refer(operation, ProblemType.NOT_ACCEPTABLE);
      }
      if (ASK_THE_STORE.stream().anyMatch(operation.getResponses()::containsKey)) {
        refer(operation, ProblemType.STORE_UNAVAILABLE);
      }
      if (operation.getRequestBody() != null) {
        OF_EVERY_BODY.forEach(type -> refer(operation, type));
      }
      return operation;
    };
  }

  /** True if the response has a body whose format depends on Accept; plain text does not. */
  private static boolean isNegotiated(ApiResponse response) {
    Content content = response.getContent();
    return content != null && !content.keySet().equals(Set.of("text/plain"));
  }

  /** Component names go by status: 422 stands for all of its kinds. */
  private static String name(ProblemType type) {
    return "Problem" + type.status().value();
  }

  private static ApiResponse response(ProblemType type) {
    Object real = ResponseExamples.find(ProblemResponses.class, name(type));
    MediaType problem =
        new MediaType()
            .schema(new Schema<>().$ref("#/components/schemas/Problem"))
            .example(Objects.requireNonNullElseGet(real, () -> general(type)));
    return new ApiResponse()
        .description(type.status().getReasonPhrase())
        .content(new Content().addMediaType("application/problem+json", problem));
  }

  /** An example of a problem that is hard to provoke. */
  private static Map<String, Object> general(ProblemType type) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("type", type.uri().toString());
    example.put("title", type.title());
    example.put("status", type.status().value());
    example.put("detail", type.explanation());
    return example;
  }
}
