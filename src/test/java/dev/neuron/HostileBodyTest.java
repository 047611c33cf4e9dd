package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Bodies that are too deep, too long or not text at all get a short answer. */
@ServiceTest
@LongTest
class HostileBodyTest {

  private static final int MAX_NAMES = 131_072;

  private static final String DATASET = "\"dataset\":" + Examples.SLIDES;

  private final ServiceClient service;

  HostileBodyTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @Test
  void nesting_tooDeep_isRefused() {
    service.train("{\"a\":".repeat(100_000)).expectProblem(400, "malformed-json");
    service
        .train("{" + DATASET + ",\"hyperparameters\":" + "[".repeat(100_000))
        .expectProblem(400, "wrong-type", "#/hyperparameters");
    service
        .train("{\"dataset\":{\"x\":" + "[".repeat(100_000))
        .expectProblem(400, "wrong-type", "#/dataset/x/0/0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32"})
  void json_inAnotherUnicodeEncoding_isNotGuessedAt(String charset) {
    byte[] body = ("{" + DATASET + "}").getBytes(Charset.forName(charset));
    service
        .send(
            "POST", "/train", BodyPublishers.ofByteArray(body), "Content-Type", "application/json")
        .expectProblem(400, "malformed-json");
  }

  @Test
  void name_tooLong_isRefused() {
    service.train("{\"" + "k".repeat(60_000) + "\":1}").expectProblem(400, "malformed-json");
  }

  /** A name takes many times the memory of its bytes in the text. */
  @Test
  void names_tooMany_areRefused() {
    String names = "\"a\",".repeat(MAX_NAMES) + "\"a\"";
    service
        .train("{\"dataset\":{\"featureNames\":[" + names + "],\"x\":[[1]],\"y\":[1]}}")
        .expectProblem(422, "too-many-features", "#/dataset/featureNames/" + MAX_NAMES);

    String row =
        IntStream.rangeClosed(0, MAX_NAMES)
            .mapToObj(j -> "\"" + Integer.toString(j, 36) + "\":1")
            .collect(Collectors.joining(","));
    service
        .predict("{\"W\":[1],\"b\":0,\"x\":[{" + row + "}]}")
        .expectProblem(422, "too-many-features", "#/x/0");
  }

  @Test
  void unknownName_long_isNotEchoedAtLength() {
    for (String letter : new String[] {"k", "\uD83D\uDE00", "/"}) {
      Answer answer = service.train("{\"a" + letter.repeat(9_000) + "\":1}").expect(400);
      assertThat(answer.json().get("type").stringValue()).isEqualTo("/problems/unknown-field");
      assertThat(answer.text()).hasSizeLessThan(2_000);
      assertThat(answer.pointers()).singleElement().satisfies(HostileBodyTest::isWellFormed);
    }
  }

  private static void isWellFormed(String pointer) {
    assertThat(StandardCharsets.UTF_16.newEncoder().canEncode(pointer)).as(pointer).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"9, malformed-json", "0.9, malformed-json"})
  void number_tooLong_isRefused(String start, String type) {
    service
        .train("{\"dataset\":{\"x\":[[1]],\"y\":[" + start + "9".repeat(5_000) + "]}}")
        .expectProblem(400, type);
  }

  @Test
  void integer_of400Digits_overflows() {
    service
        .train("{\"dataset\":{\"x\":[[1" + "0".repeat(400) + "]],\"y\":[1]}}")
        .expectProblem(400, "number-overflow", "#/dataset/x/0/0");
  }

  @Test
  void targets_athousandOutOfRange_nameTheFirstTen() {
    String x = String.join(",", Collections.nCopies(1000, "[1]"));
    String y = String.join(",", Collections.nCopies(1000, "2"));
    service
        .train("{\"dataset\":{\"x\":[" + x + "],\"y\":[" + y + "]}}")
        .expectProblem(
            422,
            "target-out-of-range",
            IntStream.range(0, 10).mapToObj(i -> "#/dataset/y/" + i).toArray(String[]::new));
  }

  @Test
  void hyperparameters_severalOutOfRange_areAllNamed() {
    service
        .train(Examples.slides("{\"learningRate\":0,\"epochs\":0,\"momentum\":1,\"l2\":-1}"))
        .expectProblem(
            422,
            "invalid-hyperparameter",
            "#/hyperparameters/learningRate",
            "#/hyperparameters/epochs",
            "#/hyperparameters/momentum",
            "#/hyperparameters/l2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00FF", "\u00C3(", "\u00E2\u0082", "\u00ED\u00A0\u0080"})
  void utf8_invalid_isRefused(String bytes) {
    String body = "{" + DATASET + ",\"name\":\"" + bytes + "\"}";
    Answer answer =
        service.send(
            "POST",
            "/train",
            BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1)),
            "Content-Type",
            "application/json");
    answer.expectProblem(400, "malformed-json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u001F\u008B\b", "\u0000", "\u0001", "PK\u0003\u0004", "<xml/>", "x=1&y=2"})
  void body_notJson_isRefused(String body) {
    service.train(body).expectProblem(400, "malformed-json");
  }
}
