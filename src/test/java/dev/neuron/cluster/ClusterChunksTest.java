package dev.neuron.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleService;
import dev.neuron.ReplicasTest;
import dev.neuron.core.NeuronService;
import dev.neuron.core.chunk.ChunkExamples;
import dev.neuron.core.chunk.ChunkedDataset;
import dev.neuron.core.chunk.RowChunks;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.TrainingListener;
import dev.neuron.core.training.TrainingListener.Signal;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.problem.ProblemException;
import dev.neuron.replica.ChunkStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are spread over the members give the bits of rows in one place. */
@ReplicasTest
class ClusterChunksTest {

  private static final int ROWS = 20 * RowChunks.ROWS + 123;
  private static final int FEATURES = 5;
  private static final Hyperparameters HYPERPARAMETERS =
      Hyperparameters.builder().epochs(300).standardize(true).momentum(0.5).build();

  private final double[] x = new double[ROWS * FEATURES];
  private final double[] y = new double[ROWS];
  private List<HazelcastInstance> members = List.of();

  ClusterChunksTest() {
    Random random = new Random(20);
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextGaussian();
    }
    for (int i = 0; i < ROWS; i++) {
      y[i] = x[i * FEATURES] + random.nextGaussian() > 0 ? 1 : 0;
    }
  }

  @AfterEach
  void end() {
    members.forEach(member -> member.getLifecycleService().terminate());
  }

  private Dataset rows(int from, int to) {
    double[] features = Arrays.copyOfRange(x, from * FEATURES, to * FEATURES);
    return Dataset.of(
        Matrix.ofArray(features, to - from, FEATURES), Arrays.copyOfRange(y, from, to));
  }

  private ChunkStore store(HazelcastInstance member) {
    ChunkStore store = ClusterStores.replicas(member).chunks("dataset", FEATURES + 1);
    ChunkExamples.chunks(rows(0, ROWS)).forEach(store::add);
    return store;
  }

  private TrainingResult train(ChunkStore store, TrainingListener listener) {
    ChunkedDataset dataset =
        ChunkedDataset.of(store, ChunkExamples.coded(rows(0, 1)), ROWS, null, true);
    return requireNonNull(new NeuronService().begin(dataset, HYPERPARAMETERS).run(listener));
  }

  private void assertThatOfOnePlace(TrainingResult result) {
    TrainingResult whole = new NeuronService().train(rows(0, ROWS), HYPERPARAMETERS);
    assertThat(result).usingRecursiveComparison().ignoringFields("elapsedNanos").isEqualTo(whole);
  }

  private List<String> datasets(HazelcastInstance member) {
    return member.getDistributedObjects().stream()
        .map(DistributedObject::getName)
        .filter(name -> name.startsWith(MemberConfig.CHUNKS))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void training_overSoManyMembers_hasTheBitsOfOnePlace(int count) {
    members = ClusterStores.start(count);
    try (ChunkStore store = store(members.getFirst())) {
      assertThatOfOnePlace(train(store, TrainingListener.NONE));
      for (HazelcastInstance member : members) {
        assertThat(ChunkWorkers.of(member).count()).isEqualTo(1);
      }
    }
    for (HazelcastInstance member : members) {
      Awaitility.await().until(() -> ChunkWorkers.of(member).count() == 0);
      assertThat(datasets(member)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void member_thatGoesInTheMiddle_changesNoBit(boolean killed) {
    List<Thread> ends = new ArrayList<>();
    members = ClusterStores.start(3);
    try (ChunkStore store = store(members.getFirst())) {
      TrainingResult result =
          train(
              store,
              (epoch, _, _) -> {
                if (epoch == 50) {
                  LifecycleService life = members.get(1).getLifecycleService();
                  ends.add(Thread.ofVirtual().start(killed ? life::terminate : life::shutdown));
                }
                if (epoch == (killed ? 50 : 250)) {
                  join(ends.getFirst());
                }
                return Signal.GO_ON;
              });
      assertThatOfOnePlace(result);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void member_thatJoinsInTheMiddle_changesNoBit() {
    int port = ClusterStores.freePort();
    HazelcastInstance first = ClusterStores.member("127.0.0.1", port);
    members = List.of(first);
    try (ChunkStore store = store(first)) {
      TrainingResult result =
          train(
              store,
              (epoch, _, _) -> {
                if (epoch == 50) {
                  members = List.of(first, ClusterStores.member("127.0.0.2", port));
                }
                return Signal.GO_ON;
              });
      assertThatOfOnePlace(result);
    }
  }

  /** A single copy of the rows, and it goes. */
  @Test
  void rows_thatAreLostWithAllCopies_areSaidToBe() {
    members = ClusterStores.start(3);
    try (ChunkStore store = store(members.getFirst())) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(
              () ->
                  train(
                      store,
                      (epoch, _, _) -> {
                        if (epoch == 50) {
                          members.get(1).getLifecycleService().terminate();
                          members.get(2).getLifecycleService().terminate();
                        }
                        return Signal.GO_ON;
                      }));
    }
  }

  @Test
  void rows_whoseReplicaHasGone_areRemoved() {
    members = ClusterStores.start(2);
    store(members.getFirst());
    HazelcastInstance left = members.get(1);
    assertThat(datasets(left)).hasSize(1);

    members.getFirst().getLifecycleService().terminate();
    Awaitility.await().until(() -> left.getCluster().getMembers().size() == 1);
    ClusterStores.replicas(left).removeOrphans();

    assertThat(datasets(left)).isEmpty();
  }

  /** A step that was still on its way would create the map again. */
  @Test
  void rows_askedForAfterTheyWereClosed_areRemovedAgain() {
    members = ClusterStores.start(1);
    ClusterReplicas replicas = ClusterStores.replicas(members.getFirst());
    ChunkStore open = replicas.chunks("open", FEATURES + 1);
    ChunkStore closed = replicas.chunks("closed", FEATURES + 1);
    ChunkExamples.chunks(rows(0, 10)).forEach(open::add);
    closed.close();
    ChunkWorkers.map(members.getFirst(), ChunkWorkers.id(replicas.here(), "closed"))
        .set(0, new byte[1]);
    assertThat(datasets(members.getFirst())).hasSize(2);

    replicas.removeOrphans();

    assertThat(datasets(members.getFirst())).singleElement().asString().endsWith(".open");
  }
}
