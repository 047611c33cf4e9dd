package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** {@code GET /models} over HTTP. */
@ServiceTest
class ModelListBlackBoxTest {

  private final ServiceClient service;

  ModelListBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private JsonNode bring(String neuron) {
    return service.post("/models", neuron).expect(201).json();
  }

  @Test
  void list_pageByPage_showsEveryModelOnceTheNewestFirst() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.addFirst(bring("{\"W\": [1], \"b\": 0}").get("modelId").stringValue());
    }
    List<String> listed = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = service.get("/models?limit=3" + after).expect(200).json();
      assertThat(page.get("models").size()).isLessThanOrEqualTo(3);
      page.get("models").valueStream().forEach(m -> listed.add(m.get("modelId").stringValue()));
      after = page.has("next") ? "&after=" + page.get("next").stringValue() : "";
    } while (!after.isEmpty());

    JsonNode all = service.get("/models?limit=1000").json();
    assertThat(listed).doesNotHaveDuplicates().hasSize(all.get("count").intValue());
    assertThat(listed).startsWith(made.toArray(String[]::new));
    assertThat(all.get("capacity").intValue()).isEqualTo(10_000);
    assertThat(all.has("next")).isEqualTo(all.get("count").intValue() > 1000);
  }

  @Test
  void list_summary_saysWhatATrainedModelIs() {
    JsonNode model = service.train(Examples.slides("{\"epochs\": 1}")).expect(201).json();

    JsonNode summary = service.get("/models?limit=1").json().get("models").get(0);

    assertThat(summary)
        .isEqualTo(
            Answer.parse(
                """
                {"modelId": %s, "features": 3, "loss": %s, "accuracy": %s, "createdAt": %s}"""
                    .formatted(
                        model.get("modelId"),
                        model.get("loss"),
                        model.get("accuracy"),
                        model.get("createdAt"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=-1",
        "limit=1001",
        "limit=abc",
        "limit=1.5",
        "after=zz",
        "after=%ff",
        "after=9223372036854775808"
      })
  void list_parameterOutOfRange_isRefused(String query) {
    service.get("/models?" + query).expectProblem(400, "invalid-request");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-9223372036854775808, 0", "9223372036854775807, 1"})
  void list_afterAtTheEnds_isEmptyOrBeginsAtTheNewest(String after, int models) {
    bring("{\"W\": [1], \"b\": 0}");
    JsonNode page = service.get("/models?limit=1&after=" + after).expect(200).json();
    assertThat(page.get("models").size()).isEqualTo(models);
  }
}
