package dev.neuron.table;

/** The characters that may stand between the cells of a CSV table. */
public enum CsvDelimiter {
  COMMA(','),
  SEMICOLON(';'),
  TAB('\t'),
  PIPE('|');

  private final char character;

  CsvDelimiter(char character) {
    this.character = character;
  }

  /** The character itself. */
  public char character() {
    return character;
  }
}
