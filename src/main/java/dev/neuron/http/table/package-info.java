/** Tables as CSV, NumPy arrays and lines of JSON: rows in, predictions out. */
@NullMarked
package dev.neuron.http.table;

import org.jspecify.annotations.NullMarked;
