package dev.neuron.training.upload;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Tables that are uploaded.
 *
 * @param memoryPercent share of the heaps of all replicas that uploaded rows may take: the bytes of
 *     their cells (twice on several replicas), plus the bytes of their features
 */
@Validated
@ConfigurationProperties("neuron.uploads")
record UploadProperties(@DefaultValue("20") @Min(1) @Max(90) int memoryPercent) {}
