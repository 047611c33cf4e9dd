package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** −0 is −0 in every format and as every token, so that the same numbers have the same hash. */
@ServiceTest
class MinusZeroBlackBoxTest {

  private final ServiceClient service;

  MinusZeroBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private JsonNode train(String x, String y, String more) {
    return service
        .train(
            "{\"dataset\": {\"x\": [[%s, 1], [1, 0]], \"y\": [%s, 1]%s}, \"hyperparameters\": {\"epochs\": 3}}"
                .formatted(x, y, more))
        .expect(201)
        .json();
  }

  private static String hash(JsonNode model) {
    return model.get("dataset").get("sha256").stringValue();
  }

  private String hash(String type, String table) {
    return hash(service.post("/train?epochs=3", type, bytes(table)).expect(201).json());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0", "-0.0", "-0e3", "-0E-3", "-0.000"})
  void featuresAndTargets_keepTheSign(String zero) {
    byte[] array = Npy.array("(2, 3)", -0.0, 1, 0, 1, 0, 1);
    String ofX = hash(service.post("/train?epochs=3", "application/x-npy", array).json());

    assertThat(hash(train(zero, "0", ""))).isEqualTo(ofX).isNotEqualTo(hash(train("0", "0", "")));
    assertThat(hash("text/csv", zero + ",1,0\n1,0,1\n")).isEqualTo(ofX);
    assertThat(hash("text/csv", "a,b,y\n" + zero + ",1,0\n1,0,1\n")).isEqualTo(ofX);
    assertThat(uploaded("[%s, 1, 0]\n[1, 0, 1]\n".formatted(zero))).isEqualTo(ofX);
    assertThat(
            uploaded(
                "{\"a\": %s, \"b\": 1, \"y\": 0}\n{\"a\": 1, \"b\": 0, \"y\": 1}\n"
                    .formatted(zero)))
        .isEqualTo(ofX);
    assertThat(hash(train("0", zero, ""))).isNotEqualTo(hash(train("0", "0", "")));
    assertThat(hash(train("0", zero, ""))).isEqualTo(hash(train("0", "-0.0", "")));
  }

  private String uploaded(String lines) {
    String location =
        service
            .post("/trainings/upload?epochs=3", "application/x-ndjson", bytes(lines))
            .expect(202)
            .header("Location");
    JsonNode done = Waiting.forTraining(service, location);
    return hash(service.get("/models/" + done.get("modelId").stringValue()).expect(200).json());
  }

  @Test
  void sampleWeights_keepTheSign() {
    String minus = hash(train("0", "0", ", \"sampleWeights\": [-0, 1]"));

    assertThat(minus).isEqualTo(hash(train("0", "0", ", \"sampleWeights\": [-0.0, 1]")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0", "-0.0", "-0e3"})
  void parameters_keepTheSign(String zero) {
    JsonNode model =
        service
            .post("/models", "{\"W\": [%s, 0, 10], \"b\": %s}".formatted(zero, zero))
            .expect(201)
            .json();

    assertThat(model.get("W").toString()).isEqualTo("[-0.0,0.0,10.0]");
    assertThat(model.get("b").toString()).isEqualTo("-0.0");
    String id = model.get("modelId").stringValue();
    assertThat(service.get("/models/" + id).json().get("W").toString())
        .isEqualTo("[-0.0,0.0,10.0]");
  }

  /** A query goes the way that JSON goes, and so do the numbers in it. */
  @ParameterizedTest
  @ValueSource(strings = {"-0", "-0.0", "-0e3"})
  void initial_inJsonAndInTheQuery_isTheSame(String zero) {
    String initial = "{\"W\": [%s], \"b\": %s}".formatted(zero, zero);
    JsonNode json =
        service
            .train(
                """
                {"dataset": {"x": [[0], [1]], "y": [0, 1]},
                 "hyperparameters": {"epochs": 1, "initial": %s}}"""
                    .formatted(initial))
            .expect(201)
            .json();
    String query = "?epochs=1&initial=" + URLEncoder.encode(initial, StandardCharsets.UTF_8);

    JsonNode table = service.post("/train" + query, "text/csv", bytes("0,0\n1,1\n")).json();

    assertThat(json.at("/hyperparameters/initial").toString())
        .isEqualTo("{\"W\":[-0.0],\"b\":-0.0}");
    assertThat(table.get("hyperparameters")).isEqualTo(json.get("hyperparameters"));
    assertThat(table.get("fingerprint")).isEqualTo(json.get("fingerprint"));
  }
}
