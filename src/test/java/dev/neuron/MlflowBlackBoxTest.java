package dev.neuron;

import static dev.neuron.Numbers.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** MLflow's scoring server over HTTP. */
@ServiceTest
class MlflowBlackBoxTest {

  private static final double LAST_BITS = 1e-15;
  private static final String SERVED = "/models/served/invocations";
  private static final String NAMELESS = "/models/nameless/invocations";

  private final ServiceClient service;

  MlflowBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @BeforeEach
  void bringModels() {
    ServedModel.bring(service);
    ServedModel.bringNameless(service);
  }

  private static void assertPredicted(Answer answer, double... expected) {
    JsonNode body = answer.expect(200).json();
    assertThat(body.propertyNames()).containsExactly("predictions");
    assertThat(array(body.get("predictions"))).containsExactly(expected, within(LAST_BITS));
  }

  private Answer csv(String path, String table) {
    return service.post(path, "text/csv; charset=utf-8", table.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dataframe_split\": {\"columns\": [\"c\", \"a\", \"b\"], \"data\": [[0, 1, 5], [1, 1, 0]]}}",
        "{\"dataframe_split\": {\"index\": [7, \"u\"], \"columns\": [\"b\", \"c\", \"a\"], \"data\": [[5, 0, 1], [0, 1, 1]]}}",
        "{\"dataframe_split\": {\"data\": [[1, 5, 0], [1, 0, 1]]}}",
        "{\"dataframe_records\": [{\"a\": 1, \"b\": 5, \"c\": 0}, {\"c\": 1, \"b\": 0, \"a\": 1}]}",
        "{\"instances\": [[1, 5, 0], [1, 0, 1]], \"params\": {\"temperature\": 1}}",
        "{\"instances\": [{\"x\": [1, 5, 0]}, {\"x\": [1, 0, 1]}], \"params\": null}",
        "{\"inputs\": [[1, 5, 0], [1, 0, 1]]}",
        "{\"inputs\": {\"x\": [[1, 5, 0], [1, 0, 1]]}}",
        "{\"inputs\": [{\"c\": 0, \"a\": 1, \"b\": 5}, {\"a\": 1, \"b\": 0, \"c\": 1}]}",
        "{\"instances\": [{\"c\": [0], \"a\": [1], \"b\": [5]}, {\"a\": 1, \"b\": 0, \"c\": 1}]}",
        "{\"inputs\": {\"c\": [0, 1], \"a\": [1, 1], \"b\": [5, 0]}, \"instances\": null}"
      })
  void invocation_inEachForm_isAnsweredWithPredictions(String body) {
    assertPredicted(service.post(SERVED, body), 0.75, 0.25);
  }

  @Test
  void table_withItsColumnsInAnyOrder_isAnsweredWithPredictions() {
    assertPredicted(csv(SERVED, "c,a,b\n0,1,5\n1,1,0\n"), 0.75, 0.25);
  }

  @Test
  void columns_whereFeaturesHaveNoNames_goByPosition() {
    assertPredicted(
        service.post(
            NAMELESS, "{\"dataframe_split\": {\"columns\": [0, 1], \"data\": [[1, 7], [0, 7]]}}"),
        0.75,
        0.5);
    assertPredicted(csv(NAMELESS, "p,q\n1,7\n0,7\n"), 0.75, 0.5);
    service
        .post(NAMELESS, "{\"dataframe_records\": [{\"p\": 1, \"q\": 7}]}")
        .expectMlflowError(400, "BAD_REQUEST", "have no names");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                           | dataframe_split is needed
          {"dataframe": {}}                                            | #/dataframe
          {"instances": [[1, 0, 0]], "inputs": [[1, 0, 0]]}            | instances, inputs exclude
          {"dataframe_split": {}}                                      | #/dataframe_split/data
          {"dataframe_split": {"columns": ["a", "b"], "data": [[1, 0]]}} | Missing: c
          {"dataframe_split": {"columns": ["a", "b"], "data": [[1, 0, 0]]}} | #/dataframe_split
          {"dataframe_split": {"columns": ["a", "a", "c"], "data": [[1, 0, 0]]}} | #/dataframe_split
          {"dataframe_split": {"columns": ["a", null, "c"], "data": [[1, 0, 0]]}} | #/dataframe_split/columns/1
          {"dataframe_split": {"columns": "abc", "data": [[1, 0, 0]]}} | #/dataframe_split/columns
          {"dataframe_split": {"columns": ["a", "b", "c"], "data": [1, 0, 0]}} | #/dataframe_split/data
          {"dataframe_split": {"columns": ["a", "b", "c"], "data": [{"a": 1}]}} | #/dataframe_split/data
          {"dataframe_split": {"columns": ["a", "b", "c"], "data": [[1, null, 0]]}} | #/dataframe_split/data/0/1
          {"dataframe_split": {"columns": ["a", "b", "c"], "data": [], "index": []}} | #/dataframe_split/data
          {"dataframe_records": [{"a": 1, "b": 0}]}                    | Missing: c
          {"dataframe_records": [{"a": 1, "b": 0, "c": "x"}]}          | #/dataframe_records/0/c
          {"dataframe_records": {"a": 1, "b": 0, "c": 0}}              | #/dataframe_records
          {"dataframe_records": [[1, 0, 0]]}                           | #/dataframe_records
          {"dataframe_records": []}                                    | #/dataframe_records
          {"inputs": {"a": [1], "b": [0]}}                             | Missing: c
          {"inputs": [{"a": 1, "b": 0}]}                               | Missing: c
          {"inputs": {"a": 1, "b": 0}}                                 | Missing: c
          {"inputs": {"a": 1, "b": 0, "c": [1]}}                       | #/inputs/c
          {"inputs": {"a": 1, "b": 0, "c": "u"}}                       | #/inputs/c
          {"inputs": {"x": [[1, 0, "u"]]}}                             | #/inputs/x/0/2
          {"inputs": [1, 5, 0]}                                        | #/inputs
          {"inputs": []}                                               | #/inputs
          {"instances": [[1, 0, 0]], "params": {"unknownCategories": 1}} | #/params/unknownCategories
          {"instances": [[1, 0, NaN]]}                                 | not valid JSON
          [1]                                                          | Expected an object
          """)
  void invocation_withWhatIsNoRows_is400WithItsPlace(String body, String words) {
    service.post(SERVED, body).expectMlflowError(400, "BAD_REQUEST", words);
  }

  @Test
  void table_withAMissingColumnOrABadCell_is400ThatNamesIt() {
    csv(SERVED, "a,b\n1,0\n").expectMlflowError(400, "BAD_REQUEST", "Missing: c");
    csv(SERVED, "a,b,c\n1,0,u\n").expectMlflowError(400, "BAD_REQUEST", "column \"c\"", "Line 2");
    csv(SERVED, "").expectMlflowError(400, "BAD_REQUEST");
  }

  @Test
  void model_thatIsNotThere_doesNotExist() {
    service
        .post("/models/nope/invocations", "{\"instances\": [[1]]}")
        .expectMlflowError(404, "RESOURCE_DOES_NOT_EXIST", "No model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "foo"})
  void contentType_other_isRefusedInPlainText(String type) {
    Answer answer =
        service
            .send(
                "POST",
                SERVED,
                BodyPublishers.ofString("{}"),
                "Content-Type",
                type,
                "Accept",
                "application/json")
            .expect(415);

    assertThat(answer.header("Content-Type")).startsWith("text/plain");
    assertThat(answer.text()).contains("application/json or text/csv");
  }

  @Test
  void method_other_isAnErrorOfTheProtocol() {
    service.get(SERVED).expectMlflowError(405, "BAD_REQUEST");
  }

  @Test
  void probes_answer() {
    for (String path : new String[] {"/ping", "/health"}) {
      assertThat(service.get(path).expect(200).text()).isEqualTo("ready\n");
    }
    assertThat(service.get("/version").expect(200).text()).matches("\\d+\\.\\d+\\..*\n");
  }
}
