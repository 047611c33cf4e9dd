/**
 * Admission of requests: turns on the processors, shares of memory and quotas, fair between
 * callers.
 */
@NullMarked
package dev.neuron.admission;

import org.jspecify.annotations.NullMarked;
