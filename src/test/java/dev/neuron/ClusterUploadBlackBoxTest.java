package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.TrainingResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A table that is uploaded to one of several replicas is trained on by all of them. */
@ReplicasTest
class ClusterUploadBlackBoxTest {

  private static final int ROWS = 60_000;

  private static JsonNode model(Replicas replicas, int replica, String location) {
    JsonNode done = Waiting.forTraining(replicas.client(replica), location);
    assertThat(done.get("state").stringValue()).as(done.toString()).isEqualTo("SUCCEEDED");
    return replicas
        .client(replica)
        .get("/models/" + done.get("modelId").stringValue())
        .expect(200)
        .json();
  }

  @Test
  void replicaKilledWhileItTrains_changesNoBit(@TempDir Path folder) {
    byte[] table = UploadBlackBoxTest.table(ROWS).getBytes(StandardCharsets.UTF_8);
    String query = "?epochs=2000&standardize=true";
    try (Replicas replicas = Replicas.start(3, folder)) {
      JsonNode expected =
          replicas.client(1).post("/train" + query, "text/csv", table).expect(201).json();
      String undisturbed = upload(replicas, query, table);
      UploadBlackBoxTest.assertSameTraining(model(replicas, 1, undisturbed), expected);

      String location = upload(replicas, query, table);
      Waiting.until(
          "an epoch", () -> replicas.client(0).get(location).json().get("epoch").intValue() > 0);
      replicas.kill(2);

      UploadBlackBoxTest.assertSameTraining(model(replicas, 0, location), expected);
      UploadBlackBoxTest.assertSameTraining(model(replicas, 1, location), expected);
    }
  }

  @Test
  void texts_areCodedForAllReplicas(@TempDir Path folder) {
    byte[] table = UploadBlackBoxTest.passengers(ROWS / 2).getBytes(StandardCharsets.UTF_8);
    String query =
        "?ignore=name&missing=mean&target=survived&weights=weight&classWeights=balanced&epochs=20";
    try (Replicas replicas = Replicas.start(3, folder)) {
      JsonNode expected =
          replicas.client(1).post("/train" + query, "text/csv", table).expect(201).json();
      JsonNode model = model(replicas, 2, upload(replicas, query, table));
      UploadBlackBoxTest.assertSameTraining(model, expected);
      assertThat(model.get("columns")).isEqualTo(expected.get("columns"));
      replicas
          .client(0)
          .post("/trainings/upload" + query.replace("missing=mean&", ""), "text/csv", table)
          .expect(422);
    }
  }

  /** 30 MB of rows: more than a heap of 256 MB has for uploads, and less than three have. */
  @Test
  void moreThanOneReplicaHolds_isTakenByAllOfThem(@TempDir Path folder) {
    int rows = 470_000;
    double[] values = new double[rows * 8];
    Random random = new Random(9);
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 8 == 7 ? random.nextInt(2) : random.nextGaussian();
    }
    byte[] array = Npy.array("(%d, 8)".formatted(rows), values);
    try (ServiceProcess one = ServiceProcess.start(List.of("-Xmx256m"))) {
      one.client()
          .post("/trainings/upload?epochs=3", "application/x-npy", array)
          .expectProblem(422, "dataset-too-large");
    }
    try (Replicas replicas = Replicas.start(3, folder)) {
      String location =
          replicas
              .client(1)
              .post("/trainings/upload?epochs=3", "application/x-npy", array)
              .expect(202)
              .header("Location");
      JsonNode model = model(replicas, 2, location);
      TrainingResult expected =
          new NeuronService()
              .train(
                  Dataset.ofTable(Matrix.ofArray(values, rows, 8), 7),
                  Hyperparameters.builder().epochs(3).build());
      assertThat(model.get("fingerprint").stringValue()).isEqualTo(expected.fingerprint());
      assertThat(model.get("W").valueStream().mapToDouble(JsonNode::doubleValue).toArray())
          .isEqualTo(expected.parameters().weights());
      Waiting.until(
          "memory given back",
          () -> Scrape.of(replicas.client(1)).value("neuron_upload_bytes") == 0);
    }
  }

  private static String upload(Replicas replicas, String query, byte[] table) {
    return replicas
        .client(0)
        .post("/trainings/upload" + query, "text/csv", table)
        .expect(202)
        .header("Location");
  }
}
