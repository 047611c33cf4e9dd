package dev.neuron.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelStoreException.Kind;
import dev.neuron.model.ModelsProperties;
import dev.neuron.model.ModelsProperties.Store;
import dev.neuron.model.ModelsProperties.WhenFull;
import dev.neuron.model.Owner;
import dev.neuron.replica.SharedEntries;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.util.unit.DataSize;

/** One of three members, of which two are needed, loses sight of the others and sees one again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuorumTest {

  private static final Owner ANNA = new Owner("anna");
  private static final byte[] VALUE = {1};

  private static final int PORT = ClusterStores.freePort();
  private static final List<HazelcastInstance> MEMBERS = new ArrayList<>();
  private static HazelcastInstance left;
  private static ClusterModelStore store;
  private static ClusterReplicas replicas;
  private static SharedEntries entries;
  private static ModelSnapshot model;

  @BeforeAll
  static void split() {
    for (int i = 1; i <= 3; i++) {
      MEMBERS.add(ClusterStores.member("127.0.0." + i, PORT));
    }
    left = MEMBERS.getFirst();
    store =
        ClusterStores.of(
            left,
            "index",
            new ModelsProperties(Store.MEMORY, 9, DataSize.ofMegabytes(1), WhenFull.REJECT, 10),
            Clock.systemUTC());
    replicas = ClusterStores.replicas(left);
    entries = replicas.entries("entries", Duration.ofHours(1));
    model = store.put(content());
    entries.put("key", VALUE);
    MEMBERS.subList(1, 3).forEach(member -> member.getLifecycleService().terminate());
    awaitMembers(1);
  }

  private static Content content() {
    return new Content(ANNA, "name", new NeuronParameters(new double[] {1}, 2), null, null);
  }

  private static void awaitMembers(int count) {
    Awaitility.await().until(() -> replicas.count() == count);
  }

  @AfterAll
  static void end() {
    replicas.close();
    MEMBERS.forEach(member -> member.getLifecycleService().terminate());
  }

  private static void assertMinority(Runnable action) {
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(action::run)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
        .satisfies(
            e ->
                assertThat(e.getBody().getDetail())
                    .startsWith("This replica sees 1 replica, with itself, and needs 2"));
  }

  private static Health health() {
    return new Membership(left, 3, ClusterStores.quorum(left)).health();
  }

  @Test
  @Order(1)
  void minority_servesModelsItSees_andDeniesNothing() {
    assertThat(store.get(ANNA, model.id()).id()).isEqualTo(model.id());
    assertThat(store.get(ANNA, "name").id()).isEqualTo(model.id());
    assertThat(store.list(ANNA, 9, null).models()).hasSize(1);
    assertThat(entries.get("key")).isEqualTo(VALUE);
    assertMinority(() -> store.get(ANNA, "another"));
    assertMinority(() -> store.get(ANNA, "name", model.createdAt().plusSeconds(1)));
    assertMinority(() -> store.versions(ANNA, "another", 9));
  }

  @Test
  @Order(2)
  void minority_changesNothing() {
    assertMinority(store::requireRoom);
    assertMinority(() -> store.put(content()));
    assertMinority(() -> store.delete(ANNA, model.id()));
    assertMinority(() -> entries.put("key", new byte[0]));
    assertMinority(() -> entries.putIfAbsent("another", VALUE));
    assertMinority(() -> entries.replace("key", VALUE, new byte[0]));
    assertMinority(() -> entries.remove("key", VALUE));
    assertMinority(() -> entries.remove("key"));
    assertMinority(replicas::requireQuorum);
    assertThat(store.total()).isEqualTo(1);
    assertThat(entries.get("key")).isEqualTo(VALUE);
  }

  /** An operation may come from a member that has not noticed. */
  @Test
  @Order(3)
  void minority_refusesOperationsOfOthers() {
    IMap<String, byte[]> models = left.getMap(MemberConfig.MODELS);
    IMap<String, byte[]> shared = left.getMap(MemberConfig.SHARED + "entries");
    for (Runnable change :
        List.<Runnable>of(
            () -> models.set("id", VALUE),
            () -> models.delete(model.id()),
            () -> shared.set("key", VALUE),
            () -> shared.setTtl("key", 1, TimeUnit.HOURS))) {
      assertThatExceptionOfType(SplitBrainProtectionException.class).isThrownBy(change::run);
    }
  }

  @Test
  @Order(4)
  void minority_isOutOfService() {
    assertThat(health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(health().getDetails())
        .containsEntry("minority", true)
        .containsEntry("members", 1)
        .containsEntry("quorum", 2);
  }

  @Test
  @Order(5)
  void quorumThatIsBack_takesChanges_andKnowsWhatIsMissing() {
    MEMBERS.add(ClusterStores.member("127.0.0.2", PORT));
    awaitMembers(2);
    ModelSnapshot put = store.put(content());
    assertThat(store.get(ANNA, "name").id()).isEqualTo(put.id());
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> store.get(ANNA, "another"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
    store.delete(ANNA, model.id());
    entries.remove("key");
    assertThat(health().getStatus().getCode()).isEqualTo("DEGRADED");
    assertThat(health().getDetails()).containsEntry("minority", false);
  }
}
