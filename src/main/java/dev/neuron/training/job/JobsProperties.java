package dev.neuron.training.job;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Trainings that nobody waits for.
 *
 * @param maxKept how many that have ended are kept
 * @param keepFor how long they are kept
 */
@Validated
@ConfigurationProperties("neuron.trainings")
record JobsProperties(
    @DefaultValue("1000") @Min(1) int maxKept, @DefaultValue("1h") Duration keepFor) {}
