package dev.neuron.table;

import java.util.List;

/**
 * Columns that a request names.
 *
 * @param names or, of columns without names, their indexes
 */
public record ColumnNames(List<String> names) {}
