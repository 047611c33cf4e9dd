package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Every way to train says what hinders it. */
@ServiceTest
class FindingsBlackBoxTest {

  private static final String XOR =
      """
      {"dataset": {"x": [[0, 0], [1, 1], [1, 0], [0, 1]], "y": [0, 0, 1, 1],
                   "featureNames": ["left", "right"]}}""";

  private final ServiceClient service;

  FindingsBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private static List<String> codes(JsonNode answer) {
    return answer.get("findings").valueStream().map(found -> found.get("code").asString()).toList();
  }

  @Test
  void slides_saySoOfTheThirdFeature_alsoAsAModel() {
    JsonNode model = service.train(Examples.slides("{}")).expect(201).json();

    JsonNode finding = model.get("findings").get(0);
    assertThat(model.get("findings")).hasSize(1);
    assertThat(finding.get("code").asString()).isEqualTo("SAME_AS_BIAS");
    assertThat(finding.get("feature").asString()).isEqualTo("x3");
    assertThat(finding.get("featureIndex").asInt()).isEqualTo(2);
    assertThat(finding.get("value").asDouble()).isEqualTo(1);
    assertThat(finding.get("message").asString()).contains("x3 is 1 in every row");
    assertThat(finding.get("suggestion").asString()).isNotBlank();
    assertThat(finding.get("cure")).isEqualTo(Answer.parse("{\"dataset\": {\"ignore\": [\"2\"]}}"));
    JsonNode kept = service.get("/models/" + model.get("modelId").asString()).expect(200).json();
    assertThat(kept.get("findings")).isEqualTo(model.get("findings"));
  }

  @Test
  void healthyTraining_answersAnEmptyList() {
    Answer answer = service.train("{\"dataset\": {\"x\": [[0], [1]], \"y\": [0, 1]}}").expect(201);
    assertThat(answer.json().get("findings")).isEmpty();
  }

  @Test
  void dryRun_findsWhatNeedsNoTraining() {
    JsonNode answer = service.post("/train?dryRun=true", XOR).expect(200).json();
    assertThat(codes(answer)).containsExactly("NOT_SEPARABLE");
    assertThat(answer.get("findings").get(0).get("rowChange"))
        .isEqualTo(Answer.parse("{\"addProducts\": [[0, 1]]}"));
  }

  @Test
  void table_namesTheColumn() {
    byte[] csv = "age,one,y\n20,1,0\n60,1,1\n30,1,0\n".getBytes(StandardCharsets.UTF_8);
    JsonNode answer = service.post("/train", "text/csv", csv).expect(201).json();
    assertThat(codes(answer)).startsWith("UNSCALED_FEATURE", "SAME_AS_BIAS");
    assertThat(answer.get("findings").get(0).get("feature").asString()).isEqualTo("age");
    assertThat(answer.get("findings").get(0).get("cure"))
        .isEqualTo(Answer.parse("{\"hyperparameters\": {\"standardize\": true}}"));
  }

  @Test
  void lines_andEvents_saySoToo() {
    String line = XOR.replace("\n", " ") + "\n";
    byte[] lines = line.repeat(9).getBytes(StandardCharsets.UTF_8);
    String answers = service.post("/train", "application/x-ndjson", lines).expect(200).text();
    assertThat(answers.lines())
        .hasSize(9)
        .allSatisfy(
            answer -> assertThat(codes(Answer.parse(answer))).containsExactly("NOT_SEPARABLE"));

    String events = service.train(XOR, "Accept", "text/event-stream").expect(200).text();
    assertThat(events).contains("\"findings\":[{\"code\":\"NOT_SEPARABLE\"");
  }

  @Test
  void sigmoidSaturated_namesNumberEpochAndCure() {
    String training =
        """
        {"dataset": {"x": [[100], [200], [300], [150]], "y": [0, 1, 1, 0]},
         "hyperparameters": {"learningRate": 5}}""";
    JsonNode answer = service.train(training).expect(201).json();
    assertThat(codes(answer)).contains("UNSCALED_FEATURE", "SATURATED");
    JsonNode finding = answer.get("findings").get(answer.get("findings").size() - 1);
    assertThat(finding.get("message").asString()).contains("since epoch ");
    assertThat(finding.get("value").asDouble()).isLessThan(0.01);
  }
}
