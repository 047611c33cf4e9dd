package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every answer names its request, and every problem does so in its body too. */
@ServiceTest
class RequestIdBlackBoxTest {

  private static final String HEADER = "X-Request-Id";
  private static final String GENERATED = "[0-9a-f]{16}";
  private static final Pattern OF_RAW =
      Pattern.compile(
          "(?i)\r\nX-Request-Id: ([^\r]+)\r\n.*\"requestId\":\"([^\"]+)\"", Pattern.DOTALL);

  private final ServiceClient service;

  RequestIdBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/models", "/", "/actuator/health", "/v3/api-docs", "/problems"})
  void answer_ofAnyPath_namesItsRequest(String path) {
    assertThat(service.get(path).header(HEADER)).matches(GENERATED);
    assertThat(service.get(path, HEADER, "mine-1").headers().allValues(HEADER))
        .containsExactly("mine-1");
  }

  @Test
  void prediction_byTheShortcut_namesItsRequest() {
    String body = "{\"W\": [1], \"b\": 0, \"x\": [1]}";
    Answer answer =
        service.send(
            "POST",
            "/predict",
            BodyPublishers.ofString(body),
            "Content-Type",
            "application/json",
            HEADER,
            "mine-2");

    assertThat(answer.expect(200).header(HEADER)).isEqualTo("mine-2");
    assertThat(service.predict(body).expect(200).header(HEADER)).matches(GENERATED);
  }

  @Test
  void ids_thatNobodyAskedFor_differ() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ids.add(service.get("/models?limit=1").header(HEADER));
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two words",
        "semi;colon",
        "quo\"te",
        "<script>",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void id_malformed_isReplaced(String asked) {
    Answer answer = service.get("/nope", HEADER, asked);

    answer.expectProblem(404, "not-found");
    assertThat(answer.headers().allValues(HEADER)).singleElement().asString().matches(GENERATED);
    assertThat(answer.text()).doesNotContain(asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST   | /train          | {                             | 400
          POST   | /predict        | {                             | 400
          GET    | /models?limit=x | ''                            | 400
          GET    | /nope           | ''                            | 404
          GET    | /models/absent  | ''                            | 404
          GET    | /problems/none  | ''                            | 404
          GET    | /train          | ''                            | 405
          POST   | /predict        | {"W": [1], "b": 0, "x": []}   | 422
          POST   | /train          | {}                            | 422
          """)
  void problem_ofAnyKind_namesItsRequest(String method, String path, String body, int status) {
    Answer answer =
        service.send(
            method,
            path,
            BodyPublishers.ofString(body),
            "Content-Type",
            "application/json",
            HEADER,
            "mine-3");

    assertNamed(answer, status, "mine-3");
  }

  @Test
  void problem_ofAFilter_namesItsRequest() {
    assertNamed(send("Content-Encoding", "br"), 415, "mine-4");
    assertNamed(send("Content-Type", "text/plain"), 415, "mine-4");
    assertNamed(send("Origin", "https://evil.example"), 403, "mine-4");
    assertNamed(send("Accept", "image/png"), 406, "mine-4");
  }

  private Answer send(String name, String value) {
    List<String> headers = new ArrayList<>(List.of(HEADER, "mine-4", name, value));
    if (!name.equals("Content-Type")) {
      headers.addAll(List.of("Content-Type", "application/json"));
    }
    return service.send(
        "POST", "/train", BodyPublishers.ofString("{}"), headers.toArray(String[]::new));
  }

  @Test
  void problem_bodyTooLarge_namesItsRequest() {
    byte[] large = new byte[(16 << 20) + 1];

    Answer announced = service.post("/train", "application/json", large).expect(413);
    Answer chunked = service.chunked("/predict", "text/csv", large);

    assertThat(announced.json().get("requestId").stringValue()).isEqualTo(announced.header(HEADER));
    assertThat(chunked.json().get("requestId").stringValue()).isEqualTo(chunked.header(HEADER));
  }

  private static void assertNamed(Answer answer, int status, String id) {
    assertThat(answer.expect(status).header(HEADER)).isEqualTo(id);
    assertThat(answer.json().get("requestId").stringValue()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GARBAGE                                                              | [0-9a-f]{16}
          GET /models HTTP/1.1\\r\\nX-Request-Id: mine-5\\r\\nConnection: close | mine-5
          GET /models/%zz HTTP/1.1\\r\\nHost: a\\r\\nConnection: close          | [0-9a-f]{16}
          """)
  void problem_ofTheServerItself_namesItsRequest(String request, String id) {
    String answer = service.raw(request.replace("\\r\\n", "\r\n") + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400");
    Matcher found = OF_RAW.matcher(answer);
    assertThat(found.find()).as(answer).isTrue();
    assertThat(found.group(1)).matches(id).isEqualTo(found.group(2));
  }

  @Test
  void id_mayBeReadByPagesOfOtherOrigins() {
    Answer answer = service.get("/models", "Origin", "http://localhost:5173").expect(200);

    assertThat(answer.header("Access-Control-Expose-Headers")).contains(HEADER);
  }
}
