package dev.neuron.model;

import dev.neuron.cluster.ClusterStores;
import dev.neuron.model.jdbc.JdbcStores;
import java.nio.file.Path;
import java.time.Clock;

/** The stores there are, all of which have to pass the same tests. */
enum StoreKind {
  MEMORY {
    @Override
    Opened open(Path folder, ModelsProperties properties, Clock clock) {
      return new Opened(new InMemoryModelStore(properties, clock), () -> {});
    }
  },
  H2 {
    @Override
    Opened open(Path folder, ModelsProperties properties, Clock clock) {
      return opened(JdbcStores.inH2(folder, properties, clock));
    }
  },
  POSTGRESQL {
    @Override
    Opened open(Path folder, ModelsProperties properties, Clock clock) {
      return opened(JdbcStores.inPostgres(properties, clock));
    }
  },
  CLUSTER {
    @Override
    Opened open(Path folder, ModelsProperties properties, Clock clock) {
      return new Opened(ClusterStores.empty(properties, clock), () -> {});
    }
  };

  /** A store, and how it is closed. */
  record Opened(ModelStore store, AutoCloseable end) {}

  private static Opened opened(JdbcStores stores) {
    return new Opened(stores.store(), stores);
  }

  /** An empty one. */
  abstract Opened open(Path folder, ModelsProperties properties, Clock clock);
}
