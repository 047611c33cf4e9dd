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
 * @param maxQueued how many trainings may wait for a turn
 * @param maxPerCaller how many trainings one caller may have waiting or running
 * @param costPerMinute how much training, rows × (features + 1) × epochs, one caller may ask for in
 *     a minute on average; 0 is no limit
 * @param bodyMemoryPercent the share of the heap that bodies being read and trained on may take
 * @param bodyMemoryWait how long a body waits for its share
 * @param shutdownNotice how long the service still answers after it was told to stop, with a
 *     readiness probe that says no, so that no new requests are sent to it
 * @param shutdownDrain how long trainings then have to give their model so far
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
