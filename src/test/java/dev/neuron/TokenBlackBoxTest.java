package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** With tokens set, only what holds nothing of anybody is answered without one. */
@ControlledService
@LongTest
class TokenBlackBoxTest {

  private static final String PAGE = "http://localhost:5173";

  private final ServiceClient stranger;
  private final ServiceClient anna;

  TokenBlackBoxTest(@LocalServerPort int port) {
    stranger = new ServiceClient(port);
    anna = new ServiceClient(port, ControlledService.ANNA);
  }

  private static void assertRefused(Answer answer, String challenge) {
    answer.expectProblem(401, "unauthorized");
    assertChallenged(answer, challenge);
  }

  private static void assertChallenged(Answer answer, String challenge) {
    assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly(challenge);
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  void token_ofACaller_isLetIn() {
    anna.get("/models").expect(200);
    anna.train(Examples.slides("{\"epochs\": 1}")).expect(201);
  }

  @Test
  void prefixOfAProxy_changesNothingAboutWhatIsPublic() {
    String[] prefix = {"X-Forwarded-Prefix", "/swagger-ui"};
    stranger.get("/", prefix).expect(200);
    stranger.get("/actuator/health", prefix).expect(200);
    stranger.get("/models", prefix).expect(401);
    anna.get("/models", prefix).expect(200);
  }

  @Test
  void host_ofAnyName_isAnswered() {
    assertThat(
            stranger.raw(
                "GET /actuator/health HTTP/1.1\r\nHost: neuron.example.org\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer", "BEARER", "Bearer"})
  void scheme_inAnyCase_isLetIn(String scheme) {
    stranger.get("/models", "Authorization", scheme + " " + ControlledService.ANNA).expect(200);
  }

  @Test
  void token_withEveryCharacterThatATokenMayHave_isLetIn() {
    stranger.get("/models", "Authorization", "Bearer " + ControlledService.BEN).expect(200);
  }

  @Test
  void token_absent_isChallenged() {
    assertRefused(stranger.get("/models"), "Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YW5uYTphbm5hLTA=", "Digest anna-0", "anna-0", "Token anna-0", ""})
  void scheme_other_isChallengedLikeNone(String authorization) {
    assertRefused(stranger.get("/models", "Authorization", authorization), "Bearer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer anna-1",
        "Bearer ANNA-0",
        "Bearer anna",
        "Bearer anna-0x",
        "Bearer",
        "Bearer anna-0 anna-0",
        "Bearer  anna-0",
        "Bearer anna-0, Bearer anna-0",
        "Bearer token:anna",
        "Bearer " + ControlledService.SHA_256_OF_ANNA,
        "Bearer e30.e30.e30",
        "Beareranna-0"
      })
  void token_wrong_isRefusedWithoutSayingWhy(String authorization) {
    Answer answer = stranger.get("/models", "Authorization", authorization);

    assertRefused(answer, "Bearer error=\"invalid_token\"");
    assertThat(answer.text()).doesNotContain("anna").contains("\"instance\":\"/models\"");
  }

  @Test
  void headers_two_areRefusedThoughOneIsGood() {
    String good = "Bearer " + ControlledService.ANNA;
    for (String other : List.of(good, "Bearer x", "Basic eDp5")) {
      assertRefused(
          stranger.get("/models", "Authorization", good, "Authorization", other),
          "Bearer error=\"invalid_token\"");
    }
  }

  @Test
  void token_inTheQueryOrABody_isNotRead() {
    assertRefused(stranger.get("/models?access_token=" + ControlledService.ANNA), "Bearer");
    assertRefused(
        stranger.send(
            "POST",
            "/train",
            BodyPublishers.ofString("access_token=" + ControlledService.ANNA),
            "Content-Type",
            "application/x-www-form-urlencoded"),
        "Bearer");
  }

  @Test
  void everyMappingOfTheApi_withoutAToken_isRefused(
      @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
    List<String> pages =
        List.of(
            "/problems",
            "/swagger-ui",
            "/v3/api-docs",
            "/error",
            "/v2/health/",
            "/ping",
            "/health",
            "/version");
    int refused = 0;
    for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
      for (String pattern : info.getPatternValues()) {
        if (pages.stream().noneMatch(pattern::startsWith) && !pattern.equals("/")) {
          String path = pattern.replaceAll("\\{[^}]*}", "a.js");
          for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")) {
            Answer answer = stranger.send(method, path, BodyPublishers.ofString("{}"));
            assertThat(answer.status()).as(method + " " + path).isEqualTo(401);
            refused++;
          }
        }
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(6 * 6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nowhere",
        "/actuator",
        "/actuator/prometheus",
        "/actuator/env",
        "/problems.css/x",
        "/models/problems.css",
        "/swagger-ui.htm"
      })
  void path_notPublicOrUnknown_isRefused(String path) {
    assertRefused(stranger.get(path), "Bearer");
    assertRefused(stranger.delete(path), "Bearer");
  }

  @Test
  void servingProtocols_refuseInTheirOwnForm() {
    for (String path : List.of("/v1/models", "/v2", "/v2/models/a", "/v2/nope")) {
      Answer answer = stranger.get(path);
      answer.expectInferenceError(401, "Send a token");
      assertChallenged(answer, "Bearer");
    }
    Answer answer = stranger.post("/models/a/invocations", "{}");
    answer.expectMlflowError(401, "UNAUTHENTICATED", "Send a token");
    assertChallenged(answer, "Bearer");
    anna.post("/v2/models/a/infer", "{}").expectInferenceError(404, "No model");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/problems/..%2fmodels",
        "/problems/../models",
        "//models",
        "/problems/;/../models",
        "/swagger-ui/..;/models",
        "/%6dodels",
        "/problems/%2e%2e/models"
      })
  void path_inDisguise_opensNothing(String path) {
    String answer =
        stranger.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1.1 (400|401|404) .*").doesNotContain("\"capacity\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/actuator/health, 200",
    "/actuator/health/liveness, 200",
    "/actuator/health/readiness, 200",
    "/, 200",
    "/swagger-ui.html, 302",
    "/swagger-ui/index.html, 200",
    "/swagger-ui/swagger-ui.css, 200",
    "/v3/api-docs, 200",
    "/v3/api-docs/swagger-config, 200",
    "/problems, 200",
    "/problems/unauthorized, 200",
    "/problems/nope, 404",
    "/problems.css, 200",
    "/webjars/nope, 404",
    "/error, 404",
    "/v2/health/live, 200",
    "/v2/health/ready, 200",
    "/ping, 200",
    "/health, 200",
    "/version, 200"
  })
  void path_public_isOpenForReadingEvenWithAWrongToken(String path, int status) {
    stranger.get(path).expect(status);
    stranger.get(path, "Authorization", "Bearer wrong").expect(status);
    assertThat(stranger.send("HEAD", path, BodyPublishers.noBody()).status()).isEqualTo(status);
    assertChallenged(stranger.post(path, "{}").expect(401), "Bearer");
  }

  @Test
  void answerOnAnotherThread_isStillTheCallers() {
    assertThat(anna.get("/later").expect(200).text()).isEqualTo("token:anna");
  }

  @Test
  void preflight_withoutAToken_allowsTheAuthorizationHeader() {
    Answer answer =
        stranger
            .send(
                "OPTIONS",
                "/train",
                BodyPublishers.noBody(),
                "Origin",
                PAGE,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization, content-type")
            .expect(200);

    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
    assertThat(answer.header("Access-Control-Allow-Headers"))
        .isEqualTo("authorization, content-type");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
  }

  @Test
  void refusal_mayBeSeenByAPageThatMayCall() {
    Answer answer = stranger.get("/models", "Origin", PAGE);

    assertRefused(answer, "Bearer");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
    assertThat(answer.header("Access-Control-Expose-Headers")).contains("WWW-Authenticate");
    anna.get("/models", "Origin", "https://evil.example").expectProblem(403, "origin-not-allowed");
  }

  @Test
  void body_tooLarge_isNotReadWithoutAToken() {
    String request =
        """
        POST /train HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Content-Length: 99999999999
        Expect: 100-continue
        Connection: close

        """
            .replace("\n", "\r\n");

    assertThat(stranger.raw(request)).startsWith("HTTP/1.1 401 ").doesNotContain("100 Continue");
  }

  @Test
  void document_saysThatATokenIsNeeded() {
    JsonNode document = stranger.get("/v3/api-docs").expect(200).json();

    assertThat(document.at("/components/securitySchemes/bearer/scheme").asString())
        .isEqualTo("bearer");
    assertThat(document.at("/security/0/bearer").isArray()).isTrue();
    assertThat(document.at("/paths/~1train/post/responses/401/$ref").asString())
        .isEqualTo("#/components/responses/Problem401");
    assertThat(document.at("/components/responses/Problem401/content").isObject()).isTrue();
  }

  @Test
  void document_inEveryLanguage_asksForOneToken() {
    for (String language : List.of("en", "de", "fr")) {
      JsonNode document =
          stranger.get("/v3/api-docs", "Accept-Language", language).expect(200).json();

      assertThat(document.get("security").size()).as(language).isEqualTo(1);
    }
  }
}
