/**
 * One sigmoid neuron as a REST microservice: the application class, and what prepares and watches
 * its start.
 */
@NullMarked
package dev.neuron;

import org.jspecify.annotations.NullMarked;
