/** Exceptions and the server's errors in responses as problems, and a page for each kind. */
@NullMarked
package dev.neuron.http.problem;

import org.jspecify.annotations.NullMarked;
