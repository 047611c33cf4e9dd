package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answered. */
record Answer(int status, HttpHeaders headers, String text) {

  private static final int MAX_PROBLEM_BYTES = 16 * 1024;
  private static final int MAX_ERRORS = 20;
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

  /** The body, which must be one strict JSON value. */
  JsonNode json() {
    return parse(text);
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** Asserts the status; the body is shown if it is another. */
  Answer expect(int expected) {
    assertThat(status).as(text).isEqualTo(expected);
    return this;
  }

  /** Asserts a problem (RFC 9457) as this API promises it, with exactly these places. */
  void expectProblem(int expected, String type, String... pointers) {
    expect(expected);
    assertThat(header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MAX_PROBLEM_BYTES);
    assertThat(text).doesNotContain(OF_NOBODYS_BUSINESS);
    JsonNode problem = json();
    assertThat(problem.path("type").asString()).as(text).isEqualTo("/problems/" + type);
    assertThat(problem.path("status").asInt()).isEqualTo(expected);
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("detail").asString()).isNotBlank();
    assertThat(problem.path("errors").size()).isLessThanOrEqualTo(MAX_ERRORS);
    assertThat(pointers()).as(text).containsExactly(pointers);
  }

  /** Where in the body a problem says the fault is. */
  List<String> pointers() {
    return json().path("errors").valueStream().map(e -> e.path("pointer").asString()).toList();
  }
}
