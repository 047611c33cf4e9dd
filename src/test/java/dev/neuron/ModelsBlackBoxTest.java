package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** {@code /models} over HTTP. */
@ServiceTest
class ModelsBlackBoxTest {

  private final ServiceClient service;

  ModelsBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private JsonNode bring(String neuron) {
    return service.post("/models", neuron).expect(201).json();
  }

  @Test
  void brought_isAnsweredWhole_andPredicts() {
    Answer answer =
        service
            .post(
                "/models",
                "{\"name\": \"here\", \"W\": [2, -1.5], \"b\": 0.25, \"featureNames\": [\"p\", \"q\"]}")
            .expect(201);

    JsonNode model = answer.json();
    String id = model.get("modelId").stringValue();
    Instant createdAt = Instant.parse(model.get("createdAt").stringValue());
    assertThat(model)
        .isEqualTo(
            Answer.parse(
                """
                {"modelId": "%s", "name": "here", "W": [2.0, -1.5], "b": 0.25,
                 "featureNames": ["p", "q"],
                 "columns": [{"name": "p", "kind": "number", "features": [0]},
                  {"name": "q", "kind": "number", "features": [1]}],
                 "createdAt": "%s"}"""
                    .formatted(id, createdAt)));
    assertThat(answer.header("Location")).isEqualTo("/models/" + id);
    assertThat(service.get("/models/here").json()).isEqualTo(model);
    service.predict("{\"modelId\": \"here\", \"x\": {\"q\": 1, \"p\": 1}}").expect(200);
  }

  @Test
  void etag_sentBack_answers304() {
    String id = bring("{\"W\": [1], \"b\": 0}").get("modelId").stringValue();
    String etag = service.get("/models/" + id).expect(200).header("ETag");
    assertThat(etag).isEqualTo("\"" + id + "\"");

    Answer again = service.get("/models/" + id, "If-None-Match", etag).expect(304);
    assertThat(again.text()).isEmpty();
    assertThat(again.header("ETag")).isEqualTo(etag);
    service.get("/models/" + id, "If-None-Match", "\"other\"").expect(200);
  }

  @Test
  void etag_ofAName_changesWhenTheNameMovesOn() {
    bring("{\"name\": \"moving\", \"W\": [1], \"b\": 0}");
    String first = service.get("/models/moving").header("ETag");
    JsonNode second = bring("{\"name\": \"moving\", \"W\": [2], \"b\": 0}");

    assertThat(service.get("/models/moving", "If-None-Match", first).expect(200).json())
        .isEqualTo(second);
  }

  @Test
  void deleted_isGoneAndTheNamePointsAtTheOneBefore() {
    JsonNode older = bring("{\"name\": \"twice\", \"W\": [1], \"b\": 0}");
    String newer =
        bring("{\"name\": \"twice\", \"W\": [2], \"b\": 0}").get("modelId").stringValue();

    Answer deleted = service.delete("/models/" + newer).expect(204);

    assertThat(deleted.text()).isEmpty();
    service.get("/models/" + newer).expectProblem(404, "model-not-found");
    service.delete("/models/" + newer).expectProblem(404, "model-not-found");
    assertThat(service.get("/models/twice").json()).isEqualTo(older);
  }

  @Test
  void delete_byName_namesTheIdAndDeletesNothing() {
    JsonNode model = bring("{\"name\": \"named\", \"W\": [1], \"b\": 0}");

    Answer refused = service.delete("/models/named");

    refused.expectProblem(404, "model-not-found");
    assertThat(refused.json().get("detail").stringValue())
        .isEqualTo(
            "A model is deleted by its id, and this is a name: its newest model has the id %s."
                .formatted(model.get("modelId").stringValue()));
    assertThat(service.get("/models/named").json()).isEqualTo(model);
    service.delete("/models/unknown").expectProblem(404, "model-not-found");
  }
}
