/**
 * What all endpoints share: problems (RFC 9457), size limits, strict JSON and the formats of the
 * core's types, cross-origin rules, the OpenAPI document. No feature looks in here: Spring wires
 * it.
 */
@NullMarked
package dev.neuron.http;

import org.jspecify.annotations.NullMarked;
