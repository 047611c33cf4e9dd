/**
 * What all endpoints share, by sub-package: problems, formats, access and the OpenAPI document;
 * here what surrounds them: limits, cross-origin rules, the server. No feature looks in here:
 * Spring wires it.
 */
@NullMarked
package dev.neuron.http;

import org.jspecify.annotations.NullMarked;
