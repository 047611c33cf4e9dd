package dev.neuron.model;

import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelsProperties.Store;
import dev.neuron.model.ModelsProperties.WhenFull;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Small stores and what to put into them. */
final class Stores {

  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  /** A clock that stands still. */
  static final Clock STUCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static final DataSize ROOMY = DataSize.ofMegabytes(100);

  private Stores() {}

  static ModelsProperties properties(
      int maxModels, DataSize maxSize, WhenFull whenFull, int rememberEvicted) {
    return new ModelsProperties(Store.MEMORY, maxModels, maxSize, whenFull, rememberEvicted);
  }

  static ModelsProperties properties(int maxModels, WhenFull whenFull, int rememberEvicted) {
    return properties(maxModels, ROOMY, whenFull, rememberEvicted);
  }

  static Content content(@Nullable String name) {
    return content(name, 1);
  }

  static Content content(@Nullable String name, int features) {
    return content(Owner.ANONYMOUS, name, features);
  }

  static Content content(Owner owner, @Nullable String name, int features) {
    return new Content(owner, name, new NeuronParameters(new double[features], 0), null, null);
  }

  /** The ids of everything that is nobody's, the newest first, in pages of this size. */
  static List<String> listed(ModelStore store, int limit) {
    return listed(store, Owner.ANONYMOUS, limit);
  }

  /** The ids of an owner's snapshots, the newest first, in pages of this size. */
  static List<String> listed(ModelStore store, Owner owner, int limit) {
    List<String> ids = new ArrayList<>();
    Instant after = null;
    do {
      ModelStore.Page page = store.list(owner, limit, after);
      page.models().forEach(model -> ids.add(model.modelId()));
      after = page.next();
    } while (after != null);
    return ids;
  }
}
