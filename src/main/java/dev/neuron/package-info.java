/**
 * One sigmoid neuron as a REST microservice: the application class; every feature has a package.
 */
@NullMarked
package dev.neuron;

import org.jspecify.annotations.NullMarked;
