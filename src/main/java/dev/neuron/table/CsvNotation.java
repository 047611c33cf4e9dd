package dev.neuron.table;

/**
 * The way in which a CSV table was written, as it was read.
 *
 * @param charset name of its encoding
 * @param delimiter between cells
 * @param decimal before the fraction of a number
 */
public record CsvNotation(String charset, CsvDelimiter delimiter, DecimalMark decimal) {}
