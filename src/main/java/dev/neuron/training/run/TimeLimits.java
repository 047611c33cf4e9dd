package dev.neuron.training.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The time limits of trainings. A training that exceeds its limit ends with its model so far.
 *
 * @param maxTimeWaiting limit of a training whose caller waits for the response, and of its wait
 *     for a turn
 * @param maxTime limit of any other training
 * @param maxStoringTime how long to retry storing a trained model while the store is unavailable;
 *     at most two seconds if a caller waits for the response
 */
@ConfigurationProperties("neuron.limits")
record TimeLimits(
    @DefaultValue("60s") Duration maxTimeWaiting,
    @DefaultValue("1h") Duration maxTime,
    @DefaultValue("60s") Duration maxStoringTime) {}
