package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answered. */
record Answer(int status, HttpHeaders headers, byte[] body) {

  private static final int MAX_PROBLEM_BYTES = 16 * 1024;
  private static final int MAX_ERRORS = 10;

  /** What a problem quotes of the request, in JSON: it may be any word. */
  private static final String QUOTED = "\\\\\"[^\"]*\\\\\"";

  private static final String[] OF_NOBODYS_BUSINESS = {
    "Exception",
    "java.",
    "tools.jackson",
    "springframework",
    "dev.neuron",
    "\tat ",
    "NaN",
    "Infinity"
  };

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static JsonNode parse(String json) {
    return JSON.readTree(json);
  }

  /** The body, which must be text. */
  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body, which must be one strict JSON value. */
  JsonNode json() {
    return parse(text());
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** Asserts the status; the body is shown if it is another. */
  Answer expect(int expected) {
    assertThat(status).as(text()).isEqualTo(expected);
    return this;
  }

  /** Asserts a problem (RFC 9457) as this API promises it, with exactly these places. */
  void expectProblem(int expected, String type, String... places) {
    expect(expected).expectAnyProblem("");
    assertThat(json().path("type").asString()).as(text()).isEqualTo("/problems/" + type);
    assertThat(places()).as(text()).containsExactly(places);
  }

  /**
   * Asserts a problem as this API promises it, of any kind.
   *
   * @param request what it answers, which it may repeat words of
   */
  void expectAnyProblem(String request) {
    assertThat(header("Content-Type")).as(text()).isEqualTo("application/problem+json");
    expectDiscretion(request);
    JsonNode problem = json();
    assertThat(problem.path("type").asString()).as(text()).startsWith("/problems/");
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("detail").asString()).isNotBlank();
    assertThat(problem.path("requestId").asString()).isNotBlank().isEqualTo(header("X-Request-Id"));
    assertThat(problem.path("errors").size()).isLessThanOrEqualTo(MAX_ERRORS);
  }

  /** Asserts an error of the protocols under {@code /v1} and {@code /v2} that says these words. */
  void expectInferenceError(int expected, String... words) {
    expectJson(expected, "error");
    assertThat(json().get("error").stringValue()).isNotBlank();
    assertThat(List.of(words)).allMatch(json().get("error").stringValue()::contains, text());
  }

  /** Asserts an error of MLflow's scoring server that says these words. */
  void expectMlflowError(int expected, String code, String... words) {
    expectJson(expected, "error_code", "message");
    assertThat(json().get("error_code").stringValue()).isEqualTo(code);
    assertThat(json().get("message").stringValue()).isNotBlank();
    assertThat(List.of(words)).allMatch(json().get("message").stringValue()::contains, text());
  }

  /**
   * Asserts an error of a serving protocol, of any kind.
   *
   * @param request what it answers, which it may repeat words of
   */
  void expectAnyDialectError(String request) {
    expectDiscretion(request);
    if (status == 415 && header("Content-Type").startsWith("text/plain")) {
      assertThat(text()).isNotBlank();
    } else {
      boolean isMlflow = json().has("error_code");
      expectJson(
          status, isMlflow ? new String[] {"error_code", "message"} : new String[] {"error"});
    }
  }

  private void expectDiscretion(String request) {
    assertThat(body).hasSizeLessThan(MAX_PROBLEM_BYTES);
    String own = text().replaceAll(QUOTED, "");
    for (String word : OF_NOBODYS_BUSINESS) {
      assertThat(request.contains(word) || !own.contains(word)).as(word + text()).isTrue();
    }
  }

  private void expectJson(int expected, String... fields) {
    expect(expected);
    assertThat(header("Content-Type")).isEqualTo("application/json");
    assertThat(header("X-Request-Id")).isNotBlank();
    assertThat(json().propertyNames()).containsExactly(fields);
  }

  /** Where in the body a problem says the fault is. */
  List<String> pointers() {
    return json().path("errors").valueStream().map(e -> e.path("pointer").asString()).toList();
  }

  /**
   * Where a problem says the fault is: a pointer as it stands, everything else as {@code line=2
   * column=age} or {@code parameter=epochs}.
   */
  List<String> places() {
    return json().path("errors").valueStream().map(Answer::place).toList();
  }

  private static String place(JsonNode error) {
    if (error.size() == 2 && error.has("pointer")) {
      return error.get("pointer").stringValue();
    }
    return error
        .propertyStream()
        .filter(member -> !member.getKey().equals("detail"))
        .map(member -> member.getKey() + "=" + member.getValue().asString())
        .collect(Collectors.joining(" "));
  }
}
