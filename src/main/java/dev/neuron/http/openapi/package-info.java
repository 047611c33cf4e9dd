/** The OpenAPI document, as far as the controllers do not write it themselves. */
@NullMarked
package dev.neuron.http.openapi;

import org.jspecify.annotations.NullMarked;
