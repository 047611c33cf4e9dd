package dev.neuron.core.data;

import org.jspecify.annotations.Nullable;

/**
 * How a CSV table is to be read.
 *
 * @param header whether its first line names the columns; null leaves it to the line
 */
public record CsvOptions(@Nullable CsvHeader header) {

  /** All is left to the table. */
  public static final CsvOptions DEFAULTS = new CsvOptions(null);

  /** Whether the first line names the columns, with the default resolved. */
  public CsvHeader effectiveHeader() {
    return header == null ? CsvHeader.AUTO : header;
  }
}
