package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several replicas are as one. */
@ReplicasTest
class ClusterBlackBoxTest {

  private static Replicas replicas;

  @BeforeAll
  static void start(@TempDir Path folder) {
    replicas = Replicas.start(2, folder, "neuron.models.max-models=50");
  }

  @AfterAll
  static void end() {
    replicas.close();
  }

  private static String bring(int replica, String name, int weight) {
    return replicas
        .client(replica)
        .post("/models", "{\"name\": \"%s\", \"W\": [%d], \"b\": 0}".formatted(name, weight))
        .expect(201)
        .json()
        .get("modelId")
        .stringValue();
  }

  private static String id(JsonNode model) {
    return model.get("modelId").stringValue();
  }

  @Test
  void trainedOnOne_isAnsweredByTheOtherToTheLastByte() {
    Answer trained = replicas.client(0).train(Examples.slides("{\"epochs\": 5}")).expect(201);

    Answer got = replicas.client(1).get("/models/" + id(trained.json())).expect(200);

    assertThat(got.text()).isEqualTo(trained.text());
    String predicted = "{\"modelId\": \"%s\", \"x\": [0, 0, 0]}".formatted(id(trained.json()));
    assertThat(replicas.client(1).predict(predicted).expect(200).text())
        .isEqualTo(replicas.client(0).predict(predicted).expect(200).text());
  }

  @Test
  void name_meansTheNewestWhereverItWasTrained_andWhatIsDeletedIsGoneForAll() {
    String first = bring(0, "shared", 1);
    String second = bring(1, "shared", 2);
    assertThat(id(replicas.client(0).get("/models/shared").expect(200).json())).isEqualTo(second);

    replicas.client(0).delete("/models/" + second).expect(204);

    replicas.client(1).get("/models/" + second).expectProblem(404, "model-not-found");
    assertThat(id(replicas.client(1).get("/models/shared").expect(200).json())).isEqualTo(first);
  }

  @Test
  void full_theLeastRecentlyUsedGoes_andIs410OnEachReplica() {
    String oldest = bring(0, "oldest", 1);
    for (int i = 0; i < 60; i++) {
      bring(i % 2, "filler-" + i, i);
    }

    for (int replica = 0; replica < 2; replica++) {
      replicas.client(replica).get("/models/" + oldest).expectProblem(410, "model-evicted");
      replicas.client(replica).get("/models/oldest").expectProblem(410, "model-evicted");
      assertThat(replicas.client(replica).get("/models").json().get("count").intValue())
          .isEqualTo(50);
    }
  }

  @Test
  void members_areInHealthAndMetrics() {
    assertThat(replicas.client(1).get("/actuator/health/cluster").expect(200).json())
        .isEqualTo(
            Answer.parse(
                """
                {"status": "UP",
                 "components": {"members":
                   {"status": "UP", "details": {"members": 2, "expected": 2, "allCopiesMade": true}}}}"""));
    assertThat(replicas.client(0).get("/actuator/prometheus").text())
        .contains("neuron_cluster_members 2.0", "neuron_cluster_expected 2.0");
  }
}
