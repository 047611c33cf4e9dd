package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** JWTs of an issuer, beside a token that the service knows itself. */
@ServiceTest(
    properties = {
      "neuron.security.tokens[0].name=anna",
      "neuron.security.tokens[0].sha256=" + ControlledService.SHA_256_OF_ANNA
    })
@LongTest
class JwtBlackBoxTest {

  private static final Issuer ISSUER = new Issuer();
  private static final int FORGED = 300;

  private final int port;

  JwtBlackBoxTest(@LocalServerPort int port) {
    this.port = port;
  }

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
  }

  @AfterAll
  static void stopIssuer() {
    ISSUER.close();
  }

  private ServiceClient caller(String token) {
    return new ServiceClient(port, token);
  }

  private void assertRefused(String token) {
    Answer answer = caller(token).get("/models");

    answer.expectProblem(401, "unauthorized");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    assertThat(answer.text()).doesNotContainIgnoringCase("jwt").doesNotContain("expired at");
  }

  @Test
  void jwt_good_isLetIn() {
    caller(ISSUER.token("carla")).get("/models").expect(200);
  }

  @Test
  void token_known_isLetInToo() {
    caller(ControlledService.ANNA).get("/models").expect(200);
    assertRefused("anna-1");
  }

  @Test
  void models_belongToTheSubject() {
    String model =
        caller(ISSUER.token("carla"))
            .train(Examples.slides("{\"epochs\": 1}"))
            .expect(201)
            .json()
            .get("modelId")
            .stringValue();

    caller(ISSUER.token("carla")).get("/models/" + model).expect(200);
    caller(ISSUER.token("dora")).get("/models/" + model).expectProblem(404, "model-not-found");
    caller(ControlledService.ANNA).get("/models/" + model).expectProblem(404, "model-not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anna", "token:anna", ""})
  void subject_namedLikeAToken_isAnother(String subject) {
    String model =
        caller(ControlledService.ANNA)
            .train(Examples.slides("{\"epochs\": 1}"))
            .expect(201)
            .json()
            .get("modelId")
            .stringValue();

    caller(ISSUER.token(subject)).get("/models/" + model).expect(subject.isEmpty() ? 401 : 404);
  }

  @Test
  void jwt_expired_isRefused() {
    assertRefused(
        ISSUER.signed(
            ISSUER
                .claims()
                .subject("carla")
                .expirationTime(Date.from(Instant.now().minusSeconds(3600)))));
  }

  @Test
  void jwt_notYetValid_isRefused() {
    assertRefused(
        ISSUER.signed(
            ISSUER
                .claims()
                .subject("carla")
                .notBeforeTime(Date.from(Instant.now().plusSeconds(300)))));
  }

  @Test
  void jwt_ofAnotherIssuer_isRefused() {
    assertRefused(ISSUER.signed(ISSUER.claims().subject("carla").issuer("http://evil.example")));
  }

  @Test
  void jwt_signedByAnotherKey_isRefused() {
    assertRefused(Issuer.signed(ISSUER.claims().subject("carla"), Issuer.newKey()));
  }

  @Test
  void jwt_changedAfterSigning_isRefused() {
    String[] good = ISSUER.token("carla").split("\\.", -1);
    String[] other = ISSUER.token("dora").split("\\.", -1);

    assertRefused(good[0] + "." + other[1] + "." + good[2]);
  }

  @Test
  void jwt_withoutOrWithAnEndlessSubject_isRefused() {
    assertRefused(ISSUER.signed(ISSUER.claims()));
    assertRefused(ISSUER.token(" "));
    assertRefused(ISSUER.token("s".repeat(256)));
    caller(ISSUER.token("s".repeat(255))).get("/models").expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
  void jwt_ofTheTypeOfAccessTokens_isLetIn(String type) {
    caller(ISSUER.tokenOfType(type)).get("/models").expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dpop+jwt", "logout+jwt", "id+jwt"})
  void jwt_ofAnotherType_isRefused(String type) {
    assertRefused(ISSUER.tokenOfType(type));
  }

  @Test
  void jwt_withoutExpiry_isRefused() {
    assertRefused(ISSUER.signed(ISSUER.claims().subject("carla").expirationTime(null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"car\nla", "\u0000", "carla\r", "\u001b[31m", "\u2028x", "a\u0085"})
  void jwt_subjectWithControlCharacters_isRefused(String subject) {
    assertRefused(ISSUER.token(subject));
  }

  /** Each would have the library ask the issuer for its keys. */
  @Test
  void jwts_ofUnknownKeys_makeTheIssuerBeAskedNowAndThen() throws JOSEException {
    caller(ISSUER.token("carla")).get("/models").expect(200);
    RSAKey key = Issuer.newKey();
    int before = ISSUER.asked();
    long start = System.nanoTime();
    for (int i = 0; i < FORGED; i++) {
      RSAKey forged = new RSAKey.Builder(key).keyID("forged-" + i).build();
      assertRefused(Issuer.signed(ISSUER.claims().subject("carla"), forged));
    }
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();

    assertThat(ISSUER.asked() - before).isLessThanOrEqualTo((int) seconds / 5 + 2);
    caller(ISSUER.token("carla")).get("/models").expect(200);
  }

  @Test
  void jwt_unsigned_isRefused() {
    assertRefused(new PlainJWT(ISSUER.claims().subject("carla").build()).serialize());
  }

  @Test
  void jwt_signedByThePublicKeyAsASecret_isRefused() throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
            ISSUER.claims().subject("carla").build());
    jwt.sign(new MACSigner(ISSUER.pem().getBytes(StandardCharsets.UTF_8)));

    assertRefused(jwt.serialize());
  }
}
