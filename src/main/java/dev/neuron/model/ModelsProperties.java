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
 * @param maxModels how many models are kept at the most
 * @param maxSize how much memory they take at the most, estimated; null is 128 MB, or a fifth of
 *     the heap if that is less
 * @param whenFull what happens to a new model when the store is full
 * @param rememberEvicted how many ids and names of evicted models are remembered, to answer 410 and
 *     not 404
 */
@Validated
@ConfigurationProperties("neuron.models")
record ModelsProperties(
    @DefaultValue("10000") @Min(1) int maxModels,
    @Nullable DataSize maxSize,
    @DefaultValue("evict") WhenFull whenFull,
    @DefaultValue("10000") @Min(0) int rememberEvicted) {

  private static final DataSize DEFAULT_MAX_SIZE = DataSize.ofMegabytes(128);

  /** The most bytes that they take. */
  long maxBytes() {
    return DefaultSize.orSet(maxSize, DEFAULT_MAX_SIZE, 5);
  }

  /** What happens to a new model when the store is full. */
  enum WhenFull {
    /** The least recently used models make room. */
    EVICT,
    /** The new one is refused. */
    REJECT
  }
}
