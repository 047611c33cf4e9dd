package dev.neuron.training.idempotency;

import dev.neuron.model.DefaultSize;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Answers that are kept for requests with an {@code Idempotency-Key}.
 *
 * @param keepFor time for which first responses are kept for their {@code Idempotency-Key}
 * @param maxSize maximum memory for first responses, beyond which the least recently used ones are
 *     dropped; by default 16 MB, or a twentieth of the heap if that is less
 */
@ConfigurationProperties("neuron.idempotency")
record IdempotencyProperties(@DefaultValue("24h") Duration keepFor, @Nullable DataSize maxSize) {

  private static final DataSize DEFAULT_MAX_SIZE = DataSize.ofMegabytes(16);

  /** The most bytes that they take. */
  long maxBytes() {
    return DefaultSize.orSet(maxSize, DEFAULT_MAX_SIZE, 20);
  }
}
