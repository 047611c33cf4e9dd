/** Filters before all endpoints, their order, and the limits on a request. */
@NullMarked
package dev.neuron.http.filter;

import org.jspecify.annotations.NullMarked;
