package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document is complete, its examples run, and docs/openapi.json is a copy of it. */
@ServiceTest
class OpenApiTest {

  private static final Path COPY = Path.of("docs", "openapi.json");
  private static final String UPDATE = "./mvnw test -Dtest=OpenApiTest -Dopenapi.update=true";

  private final ServiceClient service;
  private final JsonNode document;

  OpenApiTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
    document = service.get("/v3/api-docs").expect(200).json();
  }

  @Test
  void copy_inDocs_equalsTheDocument() throws IOException {
    if (Boolean.getBoolean("openapi.update")) {
      JsonMapper pretty = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      Files.createDirectories(COPY.toAbsolutePath().getParent());
      Files.writeString(COPY, pretty.writeValueAsString(document).replace("\r\n", "\n") + "\n");
    }
    assertThat(COPY).as("write it by %s", UPDATE).exists();
    assertThat(Answer.parse(Files.readString(COPY)))
        .as("%s is out of date; write it anew by %s", COPY, UPDATE)
        .isEqualTo(document);
  }

  @Test
  void document_saysWhatItIs() {
    assertThat(document.get("openapi").stringValue()).startsWith("3.1");
    assertThat(document.get("info").get("description").stringValue()).isNotBlank();
    assertThat(document.get("info").get("license").get("name").stringValue())
        .isEqualTo("Apache-2.0");
    assertThat(document.get("paths").propertyNames())
        .contains(
            "/train",
            "/trainings",
            "/trainings/{id}",
            "/trainings/{id}/events",
            "/predict",
            "/explain",
            "/models",
            "/models/{idOrName}",
            "/models/{idOrName}/export",
            "/models/{model}/invocations",
            "/v1/models/{model}:predict",
            "/v2/models/{model}/infer")
        .hasSize(27);
  }

  @Test
  void everyOperation_isDescribedWithItsErrorsAndAnExample() {
    assertThat(operations()).hasSize(30);
    operations()
        .forEach(
            operation -> {
              String id = operation.path("operationId").asString();
              assertThat(id).matches("[a-z]+[A-Za-z]*");
              assertThat(operation.path("summary").asString()).as(id).isNotBlank();
              assertThat(operation.path("tags").size()).as(id).isEqualTo(1);
              assertThat(operation.get("responses").propertyNames())
                  .as(id)
                  .anyMatch(status -> status.startsWith("2"))
                  .anyMatch(status -> status.startsWith("4"));
              assertThat(hasExample(operation)).as("%s has an example", id).isTrue();
            });
  }

  @Test
  void everyResponseOfAnError_isAProblemWithAPage() {
    JsonNode responses = document.get("components").get("responses");
    operations()
        .flatMap(operation -> operation.get("responses").propertyStream())
        .filter(response -> !response.getKey().startsWith("2"))
        .filter(response -> response.getValue().has("$ref") || !isOfAServingProtocol(response))
        .forEach(
            response -> {
              String reference = response.getValue().path("$ref").asString();
              assertThat(reference).isEqualTo("#/components/responses/Problem" + response.getKey());
              JsonNode problem =
                  responses
                      .get("Problem" + response.getKey())
                      .get("content")
                      .get("application/problem+json");
              assertThat(problem.get("schema").get("$ref").stringValue())
                  .isEqualTo("#/components/schemas/Problem");
              service.get(problem.get("example").get("type").stringValue()).expect(200);
            });
  }

  /** These say what is wrong in a form of their own, and by 503 that they are not ready. */
  private static boolean isOfAServingProtocol(Map.Entry<String, JsonNode> response) {
    String schema = response.getValue().at("/content/application~1json/schema/$ref").asString();
    return schema.matches("#/components/schemas/(Inference|Mlflow).+")
        && response.getKey().matches("4XX|503");
  }

  @Test
  void everyReference_leadsSomewhere() {
    List<String> references =
        document.findValues("$ref").stream().map(JsonNode::stringValue).distinct().toList();
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(document.at(reference.substring(1)).isObject()).as(reference).isTrue();
    }
  }

  @Test
  void everyExample_postedAsItStands_succeeds() {
    for (String path :
        List.of(
            "/train",
            "/predict",
            "/models",
            "/v2/models/{model}/infer",
            "/v1/models/{model}:predict",
            "/models/{model}/invocations")) {
      JsonNode body = document.get("paths").get(path).get("post").get("requestBody");
      JsonNode examples = body.get("content").get("application/json").get("examples");
      assertThat(examples.size()).as(path).isPositive();
      for (JsonNode example : examples) {
        Answer answer =
            service.post(path.replace("{model}", "first-column"), text(example.get("value")));
        assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
      }
    }
    for (String path : List.of("/train?epochs=5", "/predict?model=first-column")) {
      postExample(path, "text/csv", "application/json", path.startsWith("/train") ? 201 : 200);
    }
    postExample("/predict?model=first-column", "application/x-ndjson", "application/json", 200);
    assertThat(postExample("/train", "application/x-ndjson", "*/*", 200).text().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"modelId\""));
    service.get("/trainings?limit=" + parameter("/trainings", "limit")).expect(200);
    service.get("/models?limit=" + parameter("/models", "limit")).expect(200);
    service.get("/models/" + parameter("/models/{idOrName}", "idOrName")).expect(200);
  }

  private Answer postExample(String path, String type, String accept, int status) {
    JsonNode post = document.get("paths").get(path.split("[?]", -1)[0]).get("post");
    JsonNode examples = post.get("requestBody").get("content").get(type).get("examples");
    assertThat(examples.size()).as("%s %s", path, type).isEqualTo(1);
    return service
        .send(
            "POST",
            path,
            BodyPublishers.ofString(text(examples.iterator().next().get("value"))),
            "Content-Type",
            type,
            "Accept",
            accept)
        .expect(status);
  }

  private Stream<JsonNode> operations() {
    return document.get("paths").valueStream().flatMap(JsonNode::valueStream);
  }

  private static boolean hasExample(JsonNode operation) {
    boolean ofBody =
        operation.path("requestBody").findValues("examples").stream()
            .anyMatch(examples -> !examples.isEmpty());
    boolean needsNone = !operation.has("requestBody") && !operation.has("parameters");
    return ofBody
        || needsNone
        || operation.path("parameters").valueStream().anyMatch(p -> p.has("example"));
  }

  private String parameter(String path, String name) {
    return document
        .get("paths")
        .get(path)
        .get("get")
        .get("parameters")
        .valueStream()
        .filter(parameter -> parameter.get("name").asString().equals(name))
        .map(parameter -> parameter.get("example").asString())
        .findFirst()
        .orElseThrow();
  }

  private static String text(JsonNode example) {
    return example.isString() ? example.stringValue() : example.toString();
  }
}
