package dev.neuron.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import dev.neuron.ReplicasTest;
import dev.neuron.cluster.SplitCluster.Part;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelStoreException.Kind;
import dev.neuron.model.Owner;
import dev.neuron.replica.SharedEntries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Models, deletions and entries after a cluster was split and has merged again. */
@ReplicasTest
class SplitAndMergeTest {

  private static final Owner ANNA = new Owner("anna");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Content content(String name) {
    return new Content(ANNA, name, new NeuronParameters(new double[] {1}, 2), null, null);
  }

  private static String put(Part part, String name) {
    return part.store().put(content(name)).id();
  }

  /** FOUND, or why not. */
  private static String look(Part part, String idOrName) {
    try {
      part.store().get(ANNA, idOrName);
      return "FOUND";
    } catch (ModelStoreException e) {
      return e.kind().name();
    }
  }

  /** Waits until all members find a model; meanwhile they never say that there is none. */
  private static void assertBecomesFound(SplitCluster cluster, String idOrName) {
    for (Part part : cluster.parts()) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                String found = look(part, idOrName);
                assertThat(found).isIn("FOUND", Kind.UNAVAILABLE.name());
                return found.equals("FOUND");
              });
    }
  }

  private static void assertBecomesMissing(SplitCluster cluster, String idOrName) {
    for (Part part : cluster.parts()) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> look(part, idOrName).equals(Kind.NOT_FOUND.name()));
    }
  }

  @Test
  void majority_wins_andNothingDeletedComesBack() {
    try (SplitCluster cluster = new SplitCluster(3, 2, _ -> {})) {
      Part majority = cluster.get(0);
      Part minority = cluster.get(2);
      String kept = put(majority, "kept");
      String deleted = put(majority, "deleted");

      cluster.split();
      majority.store().delete(ANNA, deleted);
      String put = put(cluster.get(1), "put");
      assertThat(look(majority, "unknown")).isEqualTo(Kind.NOT_FOUND.name());
      assertThat(look(minority, kept)).isEqualTo("FOUND");
      assertThat(look(minority, put)).isEqualTo(Kind.UNAVAILABLE.name());

      cluster.heal();
      for (Part part : cluster.parts()) {
        assertThat(look(part, deleted)).isIn(Kind.NOT_FOUND.name(), Kind.UNAVAILABLE.name());
      }
      for (String found : List.of(kept, put, "kept", "put")) {
        assertBecomesFound(cluster, found);
      }
      assertBecomesMissing(cluster, deleted);
      assertBecomesMissing(cluster, "deleted");
      assertThat(minority.store().total()).isEqualTo(2);
    }
  }

  /** Hazelcast's merge discards here all that it should merge, as one that fails does in part. */
  @Test
  void withoutQuorum_allModelsAndAllDeletionsOfBothSidesCount_alsoWhenTheMergeFails() {
    try (SplitCluster cluster = new SplitCluster(2, 0, SplitAndMergeTest::discard)) {
      Part one = cluster.get(0);
      Part other = cluster.get(1);
      List<String> ids = new ArrayList<>();
      IntStream.range(0, 250).forEach(i -> ids.add(put(one, "before-" + i)));
      String deletedHere = put(one, "a");
      String deletedThere = put(one, "b");

      cluster.split();
      one.store().delete(ANNA, deletedHere);
      other.store().delete(ANNA, deletedThere);
      ids.add(put(one, "here"));
      ids.add(put(other, "there"));

      cluster.heal();
      ids.forEach(id -> assertBecomesFound(cluster, id));
      assertBecomesFound(cluster, "here");
      assertBecomesFound(cluster, "there");
      for (String deleted : List.of(deletedHere, deletedThere, "a", "b")) {
        assertBecomesMissing(cluster, deleted);
      }
      assertThat(other.store().total()).isEqualTo(ids.size());
      assertThat(one.store().list(ANNA, 1000, null).models()).hasSize(ids.size());
    }
  }

  private static void discard(Config config) {
    config
        .getMapConfig(MemberConfig.MODELS)
        .setMergePolicyConfig(
            new MergePolicyConfig().setPolicy(DiscardMergePolicy.class.getName()));
  }

  @Test
  void key_thatBothSidesPut_hasOneValue() {
    try (SplitCluster cluster = new SplitCluster(2, 0, _ -> {})) {
      List<SharedEntries> entries =
          cluster.parts().stream()
              .map(part -> part.replicas().entries("answers", Duration.ofHours(1)))
              .toList();

      cluster.split();
      entries.get(0).put("key", new byte[] {1});
      entries.get(1).put("key", new byte[] {2});
      assertThat(entries.get(1).get("key")).containsExactly(2);

      cluster.heal();
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                byte[] answer = entries.get(0).get("key");
                assertThat(answer).isNotNull().isEqualTo(entries.get(1).get("key"));
              });
    }
  }

  @Test
  void replicaThatWasCutOff_isNotGone_andPublishesAgainWhenItIsBack() {
    try (SplitCluster cluster = new SplitCluster(3, 2, _ -> {})) {
      Part majority = cluster.get(0);
      Part minority = cluster.get(2);
      List<String> returns = new ArrayList<>();
      minority.replicas().afterReturn(() -> returns.add("back"));

      cluster.split();
      assertThat(majority.replicas().isThere(minority.replicas().here())).isFalse();
      assertThat(majority.replicas().isGone(minority.replicas().here())).isFalse(); // not yet
      assertThat(minority.replicas().isGone(majority.replicas().here())).isFalse(); // never

      cluster.heal();
      Awaitility.await().atMost(PATIENCE).until(() -> !returns.isEmpty());
      assertThat(majority.replicas().isThere(minority.replicas().here())).isTrue();
    }
  }
}
