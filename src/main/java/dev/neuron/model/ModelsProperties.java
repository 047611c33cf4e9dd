package dev.neuron.model;

import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The store of models.
 *
 * @param store where models are kept: {@code memory}, or {@code jdbc} for a database
 * @param maxModels maximum number of models
 * @param maxSize maximum memory that models take, estimated; by default 128 MB, or a fifth of the
 *     heap if that is less, and 10 GB in a database
 * @param whenFull what happens when the store is full: {@code evict} the least recently used model,
 *     or {@code reject} new ones with 507
 * @param rememberEvicted number of ids and names of evicted models that get 410 and not 404
 */
@Validated
@ConfigurationProperties("neuron.models")
public record ModelsProperties(
    @DefaultValue("memory") Store store,
    @DefaultValue("10000") @Min(1) int maxModels,
    @Nullable DataSize maxSize,
    @DefaultValue("evict") WhenFull whenFull,
    @DefaultValue("10000") @Min(0) int rememberEvicted) {

  private static final DataSize IN_MEMORY = DataSize.ofMegabytes(128);
  private static final DataSize IN_DATABASE = DataSize.ofGigabytes(10);

  /** The most bytes that they take. */
  public long maxBytes() {
    return store == Store.JDBC && maxSize == null ? IN_DATABASE.toBytes() : inMemory(maxSize);
  }

  /**
   * Memory for models, in bytes.
   *
   * @param set what was asked for; null is 128 MB, or a fifth of the heap if that is less
   */
  public static long inMemory(@Nullable DataSize set) {
    return DefaultSize.orSet(set, IN_MEMORY, 5);
  }

  /** The places where models can be kept. */
  public enum Store {
    /** In memory: gone when the service ends; with several replicas, when all have. */
    MEMORY,
    /** In a database. */
    JDBC
  }

  /** The treatment of a new model when the store is full. */
  public enum WhenFull {
    /** The least recently used models make room. */
    EVICT,
    /** The new one is refused. */
    REJECT
  }
}
