package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the service with settings of access control, good ones and bad ones. */
@ExtendWith(OutputCaptureExtension.class)
@ProcessTest
class AccessStartTest {

  private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

  private static ConfigurableApplicationContext start(String... settings) {
    return new SpringApplicationBuilder(NeuronApplication.class)
        .run(
            Stream.concat(Stream.of("server.port=0"), Stream.of(settings))
                .map(setting -> "--" + setting)
                .toArray(String[]::new));
  }

  private static ServiceClient client(ConfigurableApplicationContext service, String token) {
    return new ServiceClient(
        Integer.parseInt(String.valueOf(service.getEnvironment().getProperty("local.server.port"))),
        token);
  }

  private static void assertGuarded(ConfigurableApplicationContext service, Issuer issuer) {
    client(service, issuer.token("carla")).get("/models").expect(200);
    client(service, Issuer.signed(issuer.claims().subject("carla"), Issuer.newKey()))
        .get("/models")
        .expectProblem(401, "unauthorized");
    client(service, "anything").get("/models").expectProblem(401, "unauthorized");
  }

  @Test
  void publicKeyLocation_isWhatJwtsAreCheckedBy(@TempDir Path folder) throws IOException {
    try (Issuer issuer = new Issuer()) {
      Path key = Files.writeString(folder.resolve("key.pem"), issuer.pem());
      try (var service = start(JWT + "public-key-location=" + key.toUri())) {
        assertGuarded(service, issuer);
      }
    }
  }

  @Test
  void jwkSetUri_isWhereTheKeysComeFrom() {
    try (Issuer issuer = new Issuer();
        var service = start(JWT + "jwk-set-uri=" + issuer.keysUri())) {
      assertGuarded(service, issuer);
    }
  }

  @ParameterizedTest
  @CsvSource({"issuer-uri=", "jwk-set-uri="})
  void issuer_unreachable_letsTheServiceStartAndAnswers503(String setting) throws IOException {
    try (Issuer signer = new Issuer();
        var service =
            start(
                JWT + setting + "http://127.0.0.1:" + closedPort(),
                "neuron.security.tokens[0].name=anna",
                "neuron.security.tokens[0].sha256=" + ControlledService.SHA_256_OF_ANNA)) {
      for (int i = 0; i < 2; i++) {
        Answer answer = client(service, signer.token("carla")).get("/models");
        answer.expectProblem(503, "issuer-unreachable");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
      }
      client(service, "anything").get("/models").expectProblem(401, "unauthorized");
      client(service, ControlledService.ANNA).get("/models").expect(200);
      client(service, ControlledService.ANNA).get("/actuator/health").expect(200);
    }
  }

  @Test
  void managementPort_needsATokenTooButForTheProbes() {
    try (var service =
        start(
            "management.server.port=0",
            "neuron.security.tokens[0].name=anna",
            "neuron.security.tokens[0].sha256=" + ControlledService.SHA_256_OF_ANNA)) {
      ServiceClient management =
          new ServiceClient(
              Integer.parseInt(
                  String.valueOf(service.getEnvironment().getProperty("local.management.port"))));
      management.get("/actuator/health/readiness").expect(200);
      management.get("/actuator/prometheus").expect(401);
      management.get("/actuator/env").expect(401);
      client(service, ControlledService.ANNA).get("/models").expect(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          neuron.security.tokens=                     | has no token
          spring.security.oauth2.resourceserver.jwt.issuer-uri= | has no token
          neuron.security.tokens[0].sha256=s3cret     | neuron.security.tokens[0].name is missing
          """)
  void setting_thatGuardsNothing_isRefusedAtTheStartAndNotRepeated(
      String setting, String message, CapturedOutput output) {
    assertThatThrownBy(() -> start(setting)).isNotNull();

    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains(message)
        .contains("to run without access control")
        .doesNotContain("s3cret")
        .doesNotContain("\tat ");
  }

  @Test
  void setting_thatIsMisspelt_isRefusedByNameAndNotRepeated(CapturedOutput output) {
    assertThatThrownBy(() -> start("neuron.security.token=s3cret")).isNotNull();

    assertThat(output)
        .contains("APPLICATION FAILED TO START", "Write neuron.security.tokens, or remove it.")
        .doesNotContain("s3cret", "\tat ");
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
