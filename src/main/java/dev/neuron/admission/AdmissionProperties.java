package dev.neuron.admission;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds on the work that is under way at a time.
 *
 * @param maxQueued maximum number of trainings that wait for a turn; more get 503
 * @param maxPerCaller maximum number of trainings of one caller that wait or run; more get 429
 * @param costPerMinute maximum cost, rows × (features + 1) × epochs, that one caller may ask for in
 *     a minute on average; more gets 429, and 0 is no limit
 * @param bodyMemoryPercent share of the heap for bodies that are read and trained on, and for their
 *     responses; one caller may hold three quarters of it, or more for a single request
 * @param bodyMemoryWait maximum time that a request waits for its share of the memory for bodies;
 *     after that it gets 503
 * @param shutdownNotice time for which a service that is told to stop still responds while its
 *     readiness probe says no, so that no new requests are sent to it
 * @param shutdownDrain time that trainings have after that notice to end with their model so far
 */
@Validated
@ConfigurationProperties("neuron.admission")
record AdmissionProperties(
    @DefaultValue("128") @Min(1) int maxQueued,
    @DefaultValue("96") @Min(1) int maxPerCaller,
    @DefaultValue("1000000000000") @Min(0) long costPerMinute,
    @DefaultValue("35") @Min(1) @Max(90) int bodyMemoryPercent,
    @DefaultValue("10s") Duration bodyMemoryWait,
    @DefaultValue("2s") Duration shutdownNotice,
    @DefaultValue("5s") Duration shutdownDrain) {}
