package dev.neuron.training.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The time limits of trainings. A training that exceeds its limit ends with its model so far.
 *
 * @param maxTime maximum duration of a training whose caller does not wait for the response
 * @param maxTimeWaiting maximum duration of a training whose caller waits for the response, and of
 *     its wait for a turn
 * @param maxStoringTime maximum time for which storing a trained model is retried while the store
 *     is unavailable; two seconds if a caller waits for the response
 */
@ConfigurationProperties("neuron.limits")
record TimeLimits(
    @DefaultValue("60s") Duration maxTimeWaiting,
    @DefaultValue("1h") Duration maxTime,
    @DefaultValue("60s") Duration maxStoringTime) {}
