package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What every answer tells a browser, without access control. */
@ServiceTest
class SecurityHeadersBlackBoxTest {

  static final Map<String, String> ALWAYS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin");
  static final String OF_API = "default-src 'none'; frame-ancestors 'none'";

  private final ServiceClient service;

  SecurityHeadersBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  static void assertHeaders(Answer answer) {
    ALWAYS.forEach(
        (name, value) ->
            assertThat(answer.headers().allValues(name)).as(name).containsExactly(value));
    assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
  }

  private static void assertOfApi(Answer answer) {
    assertHeaders(answer);
    assertThat(answer.header("Content-Security-Policy")).isEqualTo(OF_API);
  }

  @Test
  void answers_ofTheApi_mayLoadNothing() {
    assertOfApi(service.train(Examples.slides("{\"epochs\": 1}")).expect(201));
    assertOfApi(service.predict("{\"W\": [1], \"b\": 0, \"x\": [[1]]}").expect(200));
    assertOfApi(service.post("/predict?", "{\"W\": [1], \"b\": 0, \"x\": [[1]]}").expect(200));
    assertOfApi(service.get("/models").expect(200));
    assertOfApi(service.get("/actuator/health").expect(200));
    assertOfApi(service.get("/v3/api-docs").expect(200));
  }

  @Test
  void problems_haveTheHeadersToo() {
    assertOfApi(service.get("/nowhere").expect(404));
    assertOfApi(service.get("/models/nope.js").expect(404));
    assertOfApi(service.get("/train").expect(405));
    assertOfApi(service.post("/train", "text/plain", new byte[] {'x'}).expect(415));
    assertOfApi(service.post("/train", "{").expect(400));
    assertOfApi(service.get("/models", "Origin", "https://evil.example").expect(403));
    String tooLarge = "{\"name\": \"" + "n".repeat(17_000_000) + "\"}";
    assertOfApi(service.post("/train", tooLarge).expect(413));
  }

  @Test
  void answers_thatTheServerGivesItself_haveTheHeadersToo() {
    String answer =
        service.raw("GET /models|x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("/problems/invalid-request");
    ALWAYS.forEach(
        (name, value) ->
            assertThat(answer).containsOnlyOnce("\r\n" + name + ": " + value + "\r\n"));
    assertThat(answer).containsOnlyOnce("\r\nContent-Security-Policy: " + OF_API + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/problems",
        "/problems/ragged-rows",
        "/problems/nope",
        "/problems.css",
        "/page/main.js",
        "/data/iris-setosa.csv",
        "/swagger-ui.html",
        "/swagger-ui/index.html",
        "/swagger-ui/swagger-ui-bundle.js"
      })
  void pages_mayLoadWhatComesFromHere(String path) {
    Answer page = service.get(path);

    assertHeaders(page);
    String policy = page.header("Content-Security-Policy");
    assertThat(List.of(policy.split("; ", -1)))
        .contains(
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");
    assertThat(policy).doesNotContain("unsafe");
  }

  @Test
  void problemPages_holdNothingThatThePolicyForbids() {
    String page = service.get("/problems/ragged-rows").expect(200).text();

    assertThat(page).doesNotContain("<style", "style=", "<script").contains("/problems.css");
    assertThat(service.get("/problems.css").expect(200).header("Content-Type"))
        .isEqualTo("text/css");
  }

  @Test
  void byDefault_nothingOfSpringSecurityFiltersRequests(@Autowired ApplicationContext context) {
    assertThat(context.containsBean("springSecurityFilterChain")).isFalse();
    // The actuator brings a way to match its paths, which nothing asks for here.
    assertThat(context.getBeanDefinitionNames())
        .filteredOn(
            name ->
                name.matches("org.springframework.*[.]security[.].*")
                    || name.contains("SpringDocSecurity"))
        .allMatch(name -> name.contains(".SecurityRequestMatchersManagementContextConfiguration"));
  }
}
