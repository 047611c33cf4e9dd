package dev.neuron.training.lines;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Trainings on a line each.
 *
 * @param maxUnread maximum size of responses in the temporary folder that clients have not read
 *     yet: all connections together, each at most a quarter of it, and at most half of what is free
 *     there at the start
 */
@ConfigurationProperties("neuron.lines")
record LinesProperties(@DefaultValue("1GB") DataSize maxUnread) {}
