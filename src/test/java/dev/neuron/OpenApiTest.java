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
import tools.jackson.databind.node.ObjectNode;

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

  /** It is made for each language from the same objects. */
  @Test
  void document_inAnotherLanguage_isTheSame() {
    for (String language : List.of("fr-CA", "pt-BR", "fr-CA")) {
      Answer answer = service.get("/v3/api-docs", "Accept-Language", language).expect(200);
      assertThat(answer.json()).as(language).isEqualTo(document);
    }
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
            "/train/dry-run",
            "/train/events",
            "/train/lines",
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
            "/v2/models/{model}/infer",
            "/v2/repository/index",
            "/ping",
            "/health",
            "/version")
        .hasSize(34);
  }

  @Test
  void everyOperation_isDescribedWithItsErrorsAndAnExample() {
    assertThat(operations()).hasSize(38);
    operations()
        .forEach(
            operation -> {
              String id = operation.path("operationId").asString();
              assertThat(id).matches("[a-z]+[A-Za-z]*");
              assertThat(operation.path("summary").asString()).as(id).isNotBlank();
              assertThat(operation.path("tags").size()).as(id).isEqualTo(1);
              assertThat(operation.get("responses").propertyNames())
                  .as(id)
                  .anyMatch(status -> status.startsWith("2"));
              assertThat(hasExampleIfItHasABody(operation)).as("%s has an example", id).isTrue();
            });
  }

  @Test
  void everyResponseOfSuccess_hasAnExample() {
    operations()
        .flatMap(operation -> operation.get("responses").propertyStream())
        .filter(response -> response.getKey().startsWith("2") && response.getValue().has("content"))
        .forEach(
            response ->
                assertThat(response.getValue().get("content").valueStream())
                    .as(response.toString())
                    .anyMatch(content -> content.has("example") || content.has("examples")));
  }

  /** Except for those that cannot fail by a fault of the client. */
  @Test
  void everyOperation_hasAnExampleOfAnError() {
    operations()
        .filter(operation -> !operation.path("operationId").asString().startsWith("mlflow"))
        .forEach(
            operation ->
                assertThat(operation.get("responses").propertyStream())
                    .as(operation.path("operationId").asString())
                    .anyMatch(
                        response ->
                            response.getKey().startsWith("4")
                                && response
                                    .getValue()
                                    .path("content")
                                    .valueStream()
                                    .anyMatch(content -> content.has("example"))));
  }

  @Test
  void everyResponse_hasItsRequestIdAndTheHeadersItPromises() {
    operations()
        .flatMap(operation -> operation.get("responses").propertyStream())
        .forEach(
            response -> {
              JsonNode headers = resolved(response.getValue()).get("headers");
              assertThat(headers.has("X-Request-Id")).as(response.toString()).isTrue();
              boolean isRetried = List.of("409", "429", "503").contains(response.getKey());
              assertThat(headers.has("Retry-After")).as(response.toString()).isEqualTo(isRetried);
            });
    assertThat(response("/train", "201").has("Location")).isTrue();
    assertThat(response("/models", "201").has("Location")).isTrue();
    assertThat(response("/trainings/upload", "202").has("Location")).isTrue();
    assertThat(response("/trainings", "202").propertyNames())
        .contains("Location", "Preference-Applied");
    assertThat(document.at("/paths/~1models~1{idOrName}/get/responses/200/headers").has("ETag"))
        .isTrue();
  }

  private JsonNode response(String path, String status) {
    return document.get("paths").get(path).at("/post/responses/" + status + "/headers");
  }

  private JsonNode resolved(JsonNode response) {
    String reference = response.path("$ref").asString();
    return reference.isEmpty() ? response : document.at(reference.substring(1));
  }

  @Test
  void tags_comeInTheOrderOfALesson() {
    assertThat(document.get("tags").valueStream().map(tag -> tag.get("name").stringValue()))
        .startsWith("Training", "Prediction", "Explanation", "Models")
        .containsAll(
            operations()
                .map(operation -> operation.at("/tags/0").stringValue())
                .distinct()
                .toList());
    assertThat(document.get("tags").valueStream())
        .allMatch(tag -> !tag.get("description").stringValue().isBlank());
  }

  /** A training has one kind of success, so that clients need not tell several apart. */
  @Test
  void train_hasOneResponseOfSuccess() {
    JsonNode responses = document.at("/paths/~1train/post/responses");
    assertThat(responses.propertyNames().stream().filter(status -> status.startsWith("2")))
        .containsExactly("201");
    assertThat(responses.at("/201/content").propertyNames()).containsExactly("application/json");
  }

  @Test
  void upload_hasTheParametersOfATable() {
    List<String> parameters =
        document
            .at("/paths/~1trainings~1upload/post/parameters")
            .valueStream()
            .map(parameter -> parameter.get("$ref").stringValue())
            .toList();
    assertThat(parameters)
        .hasSize(26)
        .contains(
            "#/components/parameters/target",
            "#/components/parameters/missing",
            "#/components/parameters/classWeights",
            "#/components/parameters/initial")
        .doesNotContain("#/components/parameters/batchSize", "#/components/parameters/split");
    for (String reference : parameters) {
      JsonNode parameter = document.at(reference.substring(1));
      assertThat(parameter.get("description").stringValue()).isNotBlank();
      assertThat(parameter.path("required").asBoolean(false)).as(reference).isFalse();
      assertThat(parameter.get("schema").has("default")).as("forms send it").isFalse();
    }
  }

  @Test
  void responseExamples_areWhatTheServiceReturns() {
    service.train(text(example("/train", "application/json"))).expect(201);
    for (String path :
        List.of(
            "/train",
            "/train/dry-run",
            "/predict",
            "/explain",
            "/models",
            "/v2/models/{model}/infer",
            "/v1/models/{model}:predict",
            "/models/{model}/invocations")) {
      String status = path.equals("/train") || path.equals("/models") ? "201" : "200";
      JsonNode shown =
          document
              .get("paths")
              .get(path)
              .at("/post/responses/" + status + "/content")
              .get("application/json")
              .get("example");
      JsonNode returned =
          service
              .post(
                  path.replace("{model}", "first-column"), text(example(path, "application/json")))
              .json();
      assertThat(lasting(returned)).as(path).isEqualTo(lasting(shown));
    }
  }

  private JsonNode example(String path, String type) {
    JsonNode examples =
        document.get("paths").get(path).at("/post/requestBody/content").get(type).get("examples");
    return examples.iterator().next().get("value");
  }

  /** Without what differs from run to run. */
  private static JsonNode lasting(JsonNode json) {
    ObjectNode lasting = ((ObjectNode) json).deepCopy();
    lasting.remove(List.of("modelId", "createdAt", "trainingMillis", "model_version"));
    return lasting;
  }

  @Test
  void everyResponseOfAnError_isAProblemWithAPage() {
    operations()
        .flatMap(operation -> operation.get("responses").propertyStream())
        .filter(response -> response.getKey().matches("[45].+"))
        .filter(response -> response.getValue().has("$ref") || !isOfAServingProtocol(response))
        .forEach(
            response -> {
              String reference = response.getValue().path("$ref").asString();
              assertThat(reference).isIn("", "#/components/responses/Problem" + response.getKey());
              JsonNode problem =
                  resolved(response.getValue()).get("content").get("application/problem+json");
              assertThat(problem.get("example").get("status").asString())
                  .isEqualTo(response.getKey());
              assertThat(problem.get("schema").get("$ref").stringValue())
                  .isEqualTo("#/components/schemas/Problem");
              service.get(problem.get("example").get("type").stringValue()).expect(200);
            });
  }

  /** These say what is wrong in a form of their own, and by 503 that they are not ready. */
  private static boolean isOfAServingProtocol(Map.Entry<String, JsonNode> response) {
    JsonNode content = response.getValue().path("content");
    String schema = content.at("/application~1json/schema/$ref").asString();
    return content.has("text/plain")
        || (schema.matches("#/components/schemas/(Inference|Mlflow).+")
            && response.getKey().matches("4XX|503"));
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
            "/train/dry-run",
            "/train/events",
            "/trainings",
            "/predict",
            "/explain",
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
        assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
      }
    }
    postExample("/trainings/upload", "text/csv", "application/json", 202);
    for (String path : List.of("/train?epochs=5", "/predict?model=first-column")) {
      postExample(path, "text/csv", "application/json", path.startsWith("/train") ? 201 : 200);
    }
    postExample("/predict?model=first-column", "application/x-ndjson", "application/json", 200);
    assertThat(postExample("/train/lines", "application/x-ndjson", "*/*", 200).text().lines())
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

  private static boolean hasExampleIfItHasABody(JsonNode operation) {
    return !operation.has("requestBody")
        || operation.path("requestBody").findValues("examples").stream()
            .anyMatch(examples -> !examples.isEmpty());
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
