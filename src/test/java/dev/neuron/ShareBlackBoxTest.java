package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service in which a caller's share is small. */
@ServiceTest(
    properties = {
      "neuron.admission.max-per-caller=1",
      "neuron.admission.cost-per-minute=1000000000000",
      "neuron.limits.max-cost-waiting=1000000",
      "neuron.limits.max-body-time=1s"
    })
class ShareBlackBoxTest {

  private static final String LONG = Examples.longTraining();

  private final ServiceClient service;

  ShareBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private Answer begin(String body) {
    return service.train(body, "Prefer", "respond-async");
  }

  @Test
  void secondTraining_overTheShare_is429UntilTheFirstHasEnded() {
    String job = begin(LONG).expect(202).header("Location");

    Answer refused = begin(LONG);

    refused.expectProblem(429, "share-exhausted");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
    service.train(Examples.slides("{\"epochs\": 1}")).expectProblem(429, "share-exhausted");
    service.delete(job).expect(202);
    Waiting.forTraining(service, job);
    service.train(Examples.slides("{\"epochs\": 1}")).expect(201);
  }

  @Test
  void training_tooCostlyToWaitFor_isTakenAsAJob() {
    Answer refused = service.train(LONG);
    refused.expectProblem(422, "training-too-costly", "#/hyperparameters/epochs");
    assertThat(refused.json().get("detail").stringValue())
        .contains("4000000000", "1000000", "Prefer: respond-async");

    String job = begin(LONG).expect(202).header("Location");

    service.delete(job).expect(202);
    Waiting.forTraining(service, job);
  }

  @Test
  void body_thatArrivesTooSlowly_is408() {
    String answer =
        service.slowly(
            "POST /train HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 1000\r\nConnection: close\r\n\r\n{",
            " ",
            15);

    assertThat(answer).startsWith("HTTP/1.1 408").contains("/problems/slow-body");
  }
}
