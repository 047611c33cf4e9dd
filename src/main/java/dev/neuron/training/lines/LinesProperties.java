package dev.neuron.training.lines;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Trainings on a line each.
 *
 * @param maxUnread how much of the temporary folder answers may take that their clients have not
 *     read yet, of all connections together; at most half of what is free there at the start
 */
@ConfigurationProperties("neuron.lines")
record LinesProperties(@DefaultValue("1GB") DataSize maxUnread) {}
