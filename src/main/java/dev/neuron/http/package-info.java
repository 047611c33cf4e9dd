/**
 * What surrounds all endpoints: limits, cross-origin rules and the server. No feature looks in
 * here: Spring wires it.
 */
@NullMarked
package dev.neuron.http;

import org.jspecify.annotations.NullMarked;
