/** Every error as a problem (RFC 9457), each kind with a page. */
@NullMarked
package dev.neuron.http.problem;

import org.jspecify.annotations.NullMarked;
