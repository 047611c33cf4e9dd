package dev.neuron.core.data;

import org.jspecify.annotations.Nullable;

/**
 * The options for reading a CSV table.
 *
 * @param header whether its first line names the columns; null for {@link CsvHeader#AUTO}
 */
public record CsvOptions(@Nullable CsvHeader header) {

  /** All defaults. */
  public static final CsvOptions DEFAULTS = new CsvOptions(null);

  /** The treatment of the first line, with the default resolved. */
  public CsvHeader effectiveHeader() {
    return header == null ? CsvHeader.AUTO : header;
  }
}
