/** The OpenAPI document, except for the annotations of the controllers. */
@NullMarked
package dev.neuron.http.openapi;

import org.jspecify.annotations.NullMarked;
