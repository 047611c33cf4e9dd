/** Reads JSON strictly, the core's types straight into their arrays. */
@NullMarked
package dev.neuron.http.json;

import org.jspecify.annotations.NullMarked;
