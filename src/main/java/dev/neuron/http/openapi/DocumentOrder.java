package dev.neuron.http.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The table of contents of the OpenAPI document: tags, paths and responses in order. */
@Configuration(proxyBeanMethods = false)
class DocumentOrder {

  private static final List<Tag> TAGS =
      List.of(
          tag("Training", "From a dataset to `W`, `b` and the loss history"),
          tag("Prediction", "ŷ = σ(xW + b) for rows"),
          tag("Explanation", "The chain rule with numbers, and verdicts on homework"),
          tag("Models", "Trained neurons: list, get, import, export, delete"),
          tag(
              "Open Inference Protocol v2",
              "All models for clients of KServe, Triton and MLServer"),
          tag("TensorFlow Serving", "All models for clients of TensorFlow Serving and KServe v1"),
          tag("MLflow", "All models for clients of MLflow's scoring server"));

  private static final List<String> NAMES = TAGS.stream().map(Tag::getName).toList();

  @Bean
  GlobalOpenApiCustomizer orderedByTag() {
    return DocumentOrder::order;
  }

  private static void order(OpenAPI api) {
    api.setTags(TAGS);
    Paths paths = new Paths();
    api.getPaths().entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, PathItem>>comparingInt(path -> section(path.getValue()))
                .thenComparing(Map.Entry::getKey))
        .forEach(path -> paths.addPathItem(path.getKey(), path.getValue()));
    api.setPaths(paths);
    paths.values().forEach(path -> path.readOperations().forEach(DocumentOrder::orderResponses));
  }

  private static void orderResponses(Operation operation) {
    ApiResponses responses = new ApiResponses();
    operation.getResponses().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(response -> responses.addApiResponse(response.getKey(), response.getValue()));
    operation.setResponses(responses);
  }

  private static int section(PathItem path) {
    return NAMES.indexOf(path.readOperations().getFirst().getTags().getFirst());
  }

  private static Tag tag(String name, String description) {
    return new Tag().name(name).description(description);
  }
}
