package dev.neuron.training.repeat;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Answers that are kept for requests with an {@code Idempotency-Key}.
 *
 * @param keepFor how long
 * @param maxSize how much memory they may take; beyond that the ones not asked for go first
 */
@ConfigurationProperties("neuron.idempotency")
record RepeatProperties(
    @DefaultValue("24h") Duration keepFor, @DefaultValue("16MB") DataSize maxSize) {}
