/** Strict JSON, read straight into the arrays of the core's types. */
@NullMarked
package dev.neuron.http.json;

import org.jspecify.annotations.NullMarked;
