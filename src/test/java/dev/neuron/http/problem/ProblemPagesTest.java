package dev.neuron.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.http.HttpSlice;
import dev.neuron.problem.ProblemType;
import java.net.URI;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(ProblemPages.class)
@Import(HttpSlice.class)
class ProblemPagesTest {

  private final MockMvcTester mvc;

  ProblemPagesTest(@Autowired MockMvcTester mvc) {
    this.mvc = mvc;
  }

  @ParameterizedTest
  @EnumSource
  void everyType_hasAPageThatExplainsIt(ProblemType type) {
    MvcTestResult page = mvc.get().uri(type.uri()).exchange();

    assertThat(page).hasStatusOk().hasContentType("text/html;charset=UTF-8");
    assertThat(page)
        .bodyText()
        .startsWith("<!doctype html>")
        .contains(type.title(), type.slug(), "Status " + type.status().value());
  }

  @ParameterizedTest
  @EnumSource
  void everyType_isWhatItsUriSays(ProblemType type) {
    assertThat(ProblemType.ofSlug(type.slug())).contains(type);
    assertThat(ProblemType.ofUri(type.uri())).contains(type);
    assertThat(type.uri()).hasPath("/problems/" + type.slug());
    assertThat(type.status().isError()).isTrue();
    assertThat(type.explanation()).endsWith(".");
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonOfTheCore_hasAType(Reason reason) {
    assertThat(ProblemType.of(reason).status().value()).isEqualTo(422);
  }

  @Test
  void list_linksToEveryPage() {
    assertThat(mvc.get().uri("/problems"))
        .hasStatusOk()
        .bodyText()
        .contains(
            Arrays.stream(ProblemType.values())
                .map(type -> "href=\"problems/" + type.slug() + "\"")
                .toArray(String[]::new));
  }

  @Test
  void unknown_isAProblemItself() {
    assertThat(mvc.get().uri("/problems/nope"))
        .hasStatus(404)
        .hasContentType("application/problem+json")
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"type": "/problems/not-found", "title": "Nothing is here", "status": 404,
             "detail": "There is no such problem.", "instance": "/problems/nope"}""");
  }

  @Test
  void unknownUri_isOfNoType() {
    assertThat(ProblemType.ofUri(URI.create("about:blank"))).isEmpty();
    assertThat(ProblemType.ofSlug("RAGGED_ROWS")).isEmpty();
  }
}
