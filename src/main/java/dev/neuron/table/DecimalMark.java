package dev.neuron.table;

/** The characters that may stand before the fraction of a number. */
public enum DecimalMark {
  POINT('.'),
  COMMA(',');

  private final char character;

  DecimalMark(char character) {
    this.character = character;
  }

  /** The character itself. */
  public char character() {
    return character;
  }
}
