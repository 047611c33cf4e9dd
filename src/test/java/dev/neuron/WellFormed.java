package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/** What holds for every answer to any request whatever. */
final class WellFormed {

  /** Statuses of 5xx that say something about the service's state, not about a fault of it. */
  private static final Set<Integer> DECLARED = Set.of(503, 507);

  private static final Pattern ENCODED = Pattern.compile("%([0-9a-fA-F]{2})");

  private static final String EVENT_FIELD = "(?s)(?:|:.*|(?:event|data|id|retry): ?.*)";

  private WellFormed() {}

  /**
   * Asserts that an answer is a problem or in the format that it claims to have.
   *
   * @param request whose words may stand in a problem
   * @param isBare whether it has no body: one to HEAD
   */
  static void check(Answer answer, WireRequest request, boolean isBare) {
    if (answer.status() == WireConnection.BARE) {
      checkBare(answer, request);
      return;
    }
    assertThat(answer.status() < 500 || DECLARED.contains(answer.status())).as("no fault").isTrue();
    if (answer.status() == 429 || answer.status() == 503) {
      assertThat(answer.header("Retry-After")).matches("[0-9]+");
    }
    if (isBare || answer.status() == 204 || answer.status() == 304) {
      assertThat(answer.body()).isEmpty();
    } else if (answer.status() >= 400 && isOfAServingProtocol(answer, request)) {
      answer.expectAnyDialectError(request.shown());
    } else if (answer.status() >= 400) {
      answer.expectAnyProblem(request.shown());
    } else if (answer.status() >= 300) {
      assertThat(answer.header("Location")).isNotBlank();
    } else {
      checkFormat(answer);
    }
  }

  /** What is spoilt may leave the path no longer one of a protocol; then a problem is right too. */
  private static boolean isOfAServingProtocol(Answer answer, WireRequest request) {
    return decoded(request.target()).matches("(?s)/v[12].*|.*/invocations.*")
        && !answer.header("Content-Type").equals("application/problem+json");
  }

  /**
   * The path as the server compares it: without parameters of segments, decoded, without empty and
   * single-dot segments.
   */
  private static String decoded(String target) {
    return ENCODED
        .matcher(target.replaceAll(";[^/?]*", ""))
        .replaceAll(
            hex -> Matcher.quoteReplacement("" + (char) HexFormat.fromHexDigits(hex.group(1))))
        .replaceAll("/(\\.?/)+", "/");
  }

  /**
   * Of HTTP/0.9 the server knows the body alone. It forgets to forget that when the next request
   * line to come along cannot be read, so that the problem with that one may come alone too.
   */
  private static void checkBare(Answer answer, WireRequest request) {
    if (answer.text().startsWith("{")) {
      assertThat(answer.json().path("status").asInt(0)).isLessThan(500);
    }
    if (request.hasVersion()) {
      assertThat(answer.json().path("type").stringValue()).isEqualTo("/problems/invalid-request");
    }
  }

  private static void checkFormat(Answer answer) {
    String type = answer.header("Content-Type").split(";", 2)[0];
    switch (type) {
      case "application/json", "application/vnd.spring-boot.actuator.v3+json" -> answer.json();
      case "application/x-ndjson" -> utf8(answer).lines().forEach(Answer::parse);
      case "text/event-stream" -> checkEvents(utf8(answer));
      case "text/csv" ->
          assertThat(utf8(answer).lines().skip(1)).allMatch(line -> line.matches("[^,]+,[01]"));
      case "application/x-npy" -> assertThat(Npy.values(answer.body())).doesNotContain(Double.NaN);
      case "" -> assertThat(answer.header("Allow")).as("no format: OPTIONS").isNotBlank();
      case "application/octet-stream" -> assertThat(answer.body()).isNotEmpty();
      default -> assertThat(utf8(answer)).isNotBlank();
    }
  }

  private static void checkEvents(String stream) {
    List<String> lines = stream.lines().toList();
    assertThat(lines).isNotEmpty().allMatch(line -> line.matches(EVENT_FIELD));
    assertThat(stream).endsWith("\n\n");
    lines.stream()
        .filter(line -> line.startsWith("data:"))
        .forEach(line -> Answer.parse(line.substring("data:".length())));
  }

  private static String utf8(Answer answer) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(answer.body())).toString();
    } catch (CharacterCodingException e) {
      return Assertions.fail("not UTF-8", e);
    }
  }
}
