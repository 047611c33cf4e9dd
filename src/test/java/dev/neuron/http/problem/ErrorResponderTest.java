package dev.neuron.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.http.HttpSlice;
import dev.neuron.problem.ProblemType;
import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest(ErrorResponder.class)
@Import(HttpSlice.class)
class ErrorResponderTest {

  private final MockMvcTester mvc;

  ErrorResponderTest(@Autowired MockMvcTester mvc) {
    this.mvc = mvc;
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid-request",
    "403, origin-not-allowed",
    "404, not-found",
    "405, method-not-allowed",
    "406, not-acceptable",
    "413, request-too-large",
    "415, unsupported-media-type",
    "500, internal-error"
  })
  void status_ofTheServer_returnsItsGeneralProblem(int status, String slug) {
    ProblemType type = ProblemType.ofSlug(slug).orElseThrow();
    assertThat(
            mvc.get()
                .uri("/error")
                .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, status)
                .requestAttr(RequestDispatcher.ERROR_REQUEST_URI, "/where"))
        .hasStatus(status)
        .hasContentType("application/problem+json")
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"type": "/problems/%s", "title": "%s", "status": %d, "detail": "%s",
             "instance": "/where"}"""
                .formatted(slug, type.title(), status, type.explanation()));
  }

  @Test
  void exception_isNotShownToTheClient() {
    assertThat(
            mvc.post()
                .uri("/error")
                .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 500)
                .requestAttr(RequestDispatcher.ERROR_EXCEPTION, new IllegalStateException("secret"))
                .requestAttr(RequestDispatcher.ERROR_MESSAGE, "secret"))
        .hasStatus(500)
        .bodyText()
        .doesNotContain("secret", "IllegalState");
  }

  @Test
  void page_askedForDirectly_isNotFound() {
    assertThat(mvc.get().uri("/error")).hasStatus(404).hasContentType("application/problem+json");
  }

  @Test
  void browser_receivesTheProblemToo() {
    assertThat(
            mvc.get()
                .uri("/error")
                .accept("text/html")
                .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 404))
        .hasStatus(404)
        .hasContentType("application/problem+json");
  }
}
