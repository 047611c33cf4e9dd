package dev.neuron.table;

import org.jspecify.annotations.Nullable;

/**
 * The options for reading a CSV table.
 *
 * @param header whether its first line names the columns; null for {@link CsvHeader#AUTO}
 * @param delimiter the character between cells; null to find it
 * @param decimal the character before the fraction of a number; null to find it
 */
public record CsvOptions(
    @Nullable CsvHeader header, @Nullable CsvDelimiter delimiter, @Nullable DecimalMark decimal) {

  /** All defaults. */
  public static final CsvOptions DEFAULTS = new CsvOptions(null, null, null);

  /** The treatment of the first line, with the default resolved. */
  public CsvHeader effectiveHeader() {
    return header == null ? CsvHeader.AUTO : header;
  }
}
