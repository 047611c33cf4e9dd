package dev.neuron.startup;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the whole service.
 *
 * @param vectors whether to train with the vectors of the processor where that is faster; the bits
 *     are the same
 */
@ConfigurationProperties("neuron")
record NeuronProperties(@DefaultValue("true") boolean vectors) {}
