package dev.neuron.protocol;

import dev.neuron.model.CreationTimes;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelSummary;
import dev.neuron.model.Owner;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the model of a path in a serving protocol, by id or name, and optionally by version. */
@Component
public class ServedModels {

  /** The maximum number of models or versions that are listed, the newest ones. */
  private static final int MAX_LISTED = 1000;

  private final ModelStore store;

  ServedModels(ModelStore store) {
    this.store = store;
  }

  /**
   * Returns the model of a path.
   *
   * @param version as {@link ModelSnapshot#version} gives it; null for the newest
   * @throws ModelStoreException if the caller has no such model, or it has no such version
   */
  public ModelSnapshot find(HttpServletRequest call, String idOrName, @Nullable String version) {
    Owner owner = Owner.of(call);
    if (version == null) {
      return store.get(owner, idOrName);
    }
    try {
      return store.get(owner, idOrName, CreationTimes.ofMicros(Long.parseLong(version)));
    } catch (NumberFormatException e) {
      throw ModelStoreException.noSuchVersion();
    }
  }

  /**
   * Returns the versions of a model, newest first, up to a thousand.
   *
   * @throws ModelStoreException if the caller has no such model
   */
  public List<ModelSummary> versions(HttpServletRequest call, String idOrName) {
    return store.versions(Owner.of(call), idOrName, MAX_LISTED);
  }

  /**
   * Returns the names of the caller's newest models, up to a thousand; ids where there are no
   * names.
   */
  public List<String> names(HttpServletRequest call) {
    return newest(call).stream().map(ModelSummary::title).distinct().toList();
  }

  /** Returns the caller's newest models, newest first, up to a thousand. */
  public List<ModelSummary> newest(HttpServletRequest call) {
    return store.list(Owner.of(call), MAX_LISTED, null).models();
  }
}
