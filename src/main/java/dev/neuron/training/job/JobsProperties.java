package dev.neuron.training.job;

import dev.neuron.model.DefaultSize;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Trainings in the background.
 *
 * @param maxKept maximum number of ended background trainings that are kept
 * @param maxSize maximum memory for ended background trainings; by default 64 MB, or a twentieth of
 *     the heap if that is less
 * @param keepFor time for which ended background trainings are kept
 */
@Validated
@ConfigurationProperties("neuron.trainings")
record JobsProperties(
    @DefaultValue("1000") @Min(1) int maxKept,
    @Nullable DataSize maxSize,
    @DefaultValue("1h") Duration keepFor) {

  private static final DataSize DEFAULT_MAX_SIZE = DataSize.ofMegabytes(64);

  /** The most bytes that they take. */
  long maxBytes() {
    return DefaultSize.orSet(maxSize, DEFAULT_MAX_SIZE, 20);
  }
}
