package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tables that an independent program encoded by hand and by treatment coding, over HTTP. */
@ServiceTest
class EncodingGoldenTest {

  private static final double CLOSE = 1e-9;

  private final ServiceClient service;

  EncodingGoldenTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  static Stream<Named<JsonNode>> cases() {
    return Answer.parse(Examples.resource("/golden/encodings.json"))
        .get("cases")
        .valueStream()
        .map(each -> Named.of(each.get("name").stringValue(), each));
  }

  private static void assertClose(JsonNode actual, JsonNode expected) {
    double[] values = Numbers.array(expected);
    double[] found = Numbers.array(actual);
    assertThat(found).hasSize(values.length);
    for (int i = 0; i < values.length; i++) {
      assertThat(found[i]).isCloseTo(values[i], within(CLOSE * Math.max(1, Math.abs(values[i]))));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void training_onACategoryTable_givesTheWeightsOfDummyCoding(JsonNode golden) {
    JsonNode expected = golden.get("expected");

    JsonNode model = service.train(golden.get("request").toString()).expect(201).json();

    assertThat(model.get("featureNames")).isEqualTo(expected.get("featureNames"));
    assertClose(model.get("W"), expected.get("W"));
    assertThat(model.get("b").doubleValue())
        .isCloseTo(expected.get("b").doubleValue(), within(CLOSE));
    assertThat(model.at("/classes/positive").stringValue()).isEqualTo("yes");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void prediction_ofRawRows_isThatOfDummyCoding(JsonNode golden) {
    JsonNode model = service.train(golden.get("request").toString()).expect(201).json();
    ObjectNode request = ((ObjectNode) golden.get("request")).objectNode();
    request.set("modelId", model.get("modelId"));
    request.set("x", golden.at("/request/dataset/rows")); // with target, name and weight

    JsonNode answer = service.predict(request.toString()).expect(200).json();

    assertClose(answer.get("predictions"), golden.at("/expected/predictions"));
    assertThat(answer.get("labels").valueStream().map(JsonNode::stringValue).distinct())
        .containsExactlyInAnyOrder("yes", "no");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void training_onSplitColumnsInAnotherOrder_isTheSameNeuron(JsonNode golden) {
    JsonNode rows = golden.at("/request/dataset/rows");
    List<String> columns = rows.get(0).propertyNames().stream().toList().reversed();
    ObjectNode request = (ObjectNode) golden.get("request").deepCopy();
    ObjectNode dataset = (ObjectNode) request.get("dataset");
    dataset.remove("rows");
    ArrayNode names = dataset.putArray("columns");
    columns.forEach(names::add);
    ArrayNode data = dataset.putArray("data");
    rows.forEach(
        row -> {
          ArrayNode cells = data.addArray();
          columns.forEach(name -> cells.add(row.get(name)));
        });

    JsonNode split = service.train(request.toString()).expect(201).json();
    JsonNode records = service.train(golden.get("request").toString()).expect(201).json();

    assertThat(split.get("columns").valueStream().map(c -> c.get("name").stringValue()).toList())
        .isEqualTo(
            records
                .get("columns")
                .valueStream()
                .map(c -> c.get("name").stringValue())
                .toList()
                .reversed());
    assertThat(split.get("b").doubleValue())
        .isCloseTo(records.get("b").doubleValue(), within(CLOSE));
  }
}
