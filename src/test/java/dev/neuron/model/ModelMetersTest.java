package dev.neuron.model;

import static dev.neuron.model.Stores.STUCK;
import static dev.neuron.model.Stores.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.model.ModelsProperties.WhenFull;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ModelMetersTest {

  private static final double ONE = content("a").estimatedBytes();

  private final MeterRegistry registry = new SimpleMeterRegistry();

  private InMemoryModelStore metered(int maxModels) {
    InMemoryModelStore store =
        new InMemoryModelStore(
            Stores.properties(maxModels, DataSize.ofMegabytes(1), WhenFull.EVICT, 10), STUCK);
    new ModelMeters(store).bindTo(registry);
    return store;
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private double evictions() {
    return registry.get("neuron.models.evictions").functionCounter().count();
  }

  @Test
  void store_filledAndEmptied_isFollowed() {
    InMemoryModelStore store = metered(5);
    assertThat(gauge("neuron.models")).isZero();
    assertThat(gauge("neuron.models.bytes")).isZero();

    String id = store.put(content("a")).id();
    store.put(content("b", 1001));

    assertThat(gauge("neuron.models")).isEqualTo(2);
    assertThat(gauge("neuron.models.bytes")).isEqualTo(2 * ONE + 1000 * Double.BYTES);

    store.delete(Owner.ANONYMOUS, id);

    assertThat(gauge("neuron.models")).isEqualTo(1);
    assertThat(gauge("neuron.models.bytes")).isEqualTo(ONE + 1000 * Double.BYTES);
    assertThat(evictions()).isZero();
  }

  @Test
  void bounds_areThoseOfTheSettings() {
    metered(7);

    assertThat(gauge("neuron.models.capacity")).isEqualTo(7);
    assertThat(gauge("neuron.models.max.bytes")).isEqualTo(1 << 20);
  }

  @Test
  void evictions_areCountedAndDeletionsAreNot() {
    InMemoryModelStore store = metered(2);
    for (int i = 0; i < 5; i++) {
      store.put(content("a"));
    }
    store.delete(Owner.ANONYMOUS, store.get(Owner.ANONYMOUS, "a").id());

    assertThat(evictions()).isEqualTo(3);
  }
}
