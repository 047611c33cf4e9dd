/** One sigmoid neuron as a REST microservice: the application class. */
@NullMarked
package dev.neuron;

import org.jspecify.annotations.NullMarked;
