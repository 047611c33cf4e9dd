package dev.neuron.training.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a training may take; then it ends with its model so far.
 *
 * @param maxTimeWaiting of one that its caller waits for; so long it may wait for a turn, too
 * @param maxTime of any other
 * @param maxStoringTime how long a model that has been trained is kept for a store that is
 *     unavailable; a caller who waits for the answer waits at most two seconds of it
 */
@ConfigurationProperties("neuron.limits")
record TimeLimits(
    @DefaultValue("60s") Duration maxTimeWaiting,
    @DefaultValue("1h") Duration maxTime,
    @DefaultValue("60s") Duration maxStoringTime) {}
