package dev.neuron.startup;

import dev.neuron.NeuronApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * Starts the service, sends a few requests of each kind and stops it: exit code 0 if each response
 * has the expected status, else 1. The JVM records a cache meanwhile ({@code -XX:AOTCacheOutput})
 * that goes into the image, so that the service starts with these classes and profiles.
 *
 * <p>It trains without vectors: their module is absent when the cache is created (see {@code
 * core.VectorModule}).
 */
final class Rehearsal {

  /** With more rounds the compiler would put so much into the cache that it delays the start. */
  private static final int ROUNDS = 3;

  private static final String PORT = "8080";
  private static final String JSON = "application/json";
  private static final String DATA = "{\"x\":[[0,0,1],[1,1,1],[1,0,1],[0,1,1]],\"y\":[0,1,1,0]}";
  private static final String TRAINING =
      "{\"name\":\"rehearsal\",\"dataset\":" + DATA + ",\"hyperparameters\":{\"epochs\":300}}";

  /** A request and its expected status. */
  private record Step(
      String method, String path, String type, String accept, String body, int status) {
    static Step get(String path) {
      return new Step("GET", path, JSON, "*/*", "", 200);
    }

    static Step post(String path, String body, int status) {
      return new Step("POST", path, JSON, JSON, body, status);
    }
  }

  private static final List<Step> STEPS =
      List.of(
          Step.post("/train", TRAINING, 201),
          new Step(
              "POST",
              "/train?name=table&epochs=20",
              "text/csv",
              JSON,
              "a,b,y\n0,1,0\n1,0,1\n",
              201),
          new Step("POST", "/train", JSON, "text/event-stream", TRAINING, 200),
          new Step(
              "POST",
              "/train",
              "application/x-ndjson",
              "application/x-ndjson",
              TRAINING + "\n",
              200),
          Step.post("/train", "{\"dataset\":{}}", 422),
          Step.post("/predict", "{\"modelId\":\"rehearsal\",\"x\":[[0,0,1],[1,0,1]]}", 200),
          Step.post("/explain", "{\"modelId\":\"rehearsal\",\"x\":[0,0,1],\"y\":1}", 200),
          Step.post("/v1/models/rehearsal:predict", "{\"instances\":[[0,0,1]]}", 200),
          Step.get("/models"),
          Step.get("/models/rehearsal"),
          Step.get("/models/rehearsal/export?format=json"),
          Step.get("/trainings"),
          Step.get("/actuator/health/readiness"),
          Step.get("/actuator/prometheus"),
          Step.get("/v3/api-docs"),
          Step.get("/swagger-ui/index.html"),
          Step.get("/"));

  private Rehearsal() {}

  /** Runs the rehearsal and exits the JVM. */
  public static void main(String[] args) throws IOException, InterruptedException {
    NeuronApplication.main(
        new String[] {
          "--server.address=127.0.0.1", "--server.port=" + PORT, "--neuron.vectors=false"
        });
    boolean good = true;
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int round = 0; round < ROUNDS; round++) {
        for (Step step : STEPS) {
          good &= isGood(step, client);
        }
      }
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean isGood(Step step, HttpClient client)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + step.path()))
            .method(step.method(), BodyPublishers.ofString(step.body()))
            .header("Content-Type", step.type())
            .header("Accept", step.accept())
            .build();
    var response = client.send(request, BodyHandlers.ofString());
    boolean good = response.statusCode() == step.status();
    if (!good) {
      System.err.println(step + " returned " + response.statusCode() + ": " + response.body());
    }
    return good;
  }
}
