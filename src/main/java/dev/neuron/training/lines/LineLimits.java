package dev.neuron.training.lines;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of a line.
 *
 * @param maxBodyTime how long a line may take to arrive, as any body
 */
@ConfigurationProperties("neuron.limits")
record LineLimits(@DefaultValue("60s") Duration maxBodyTime) {}
