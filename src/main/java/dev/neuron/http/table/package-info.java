/**
 * Tables as CSV, NumPy arrays and lines of JSON: rows in, straight into one array; predictions out.
 */
@NullMarked
package dev.neuron.http.table;

import org.jspecify.annotations.NullMarked;
