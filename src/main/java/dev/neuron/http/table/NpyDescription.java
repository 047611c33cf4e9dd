package dev.neuron.http.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a header, a dict as Python writes it: {@code {'descr': '<f8', 'fortran_order':
 * False, 'shape': (3, 4), }}. Exactly these keys, in any order.
 */
final class NpyDescription {

  /** A length with more digits than this is larger than any array. */
  private static final int MAX_DIGITS = 18;

  private final String text;
  private int at;
  private @Nullable String type;
  private @Nullable Boolean columnByColumn;
  private @Nullable List<Long> shape;

  NpyDescription(String text) {
    this.text = text;
  }

  /** Reads it all. */
  NpyDescription read() {
    require('{');
    while (!accept('}')) {
      String key = quoted();
      require(':');
      read(key);
      if (!accept(',')) {
        require('}');
        break;
      }
    }
    if (type == null || columnByColumn == null || shape == null || !text.substring(at).isBlank()) {
      throw fault();
    }
    return this;
  }

  String type() {
    return Objects.requireNonNull(type);
  }

  boolean columnByColumn() {
    return Objects.requireNonNull(columnByColumn);
  }

  /** Lengths that would not fit into 64 bits are {@link Long#MAX_VALUE}. */
  List<Long> shape() {
    return Objects.requireNonNull(shape);
  }

  private void read(String key) {
    if (key.equals("descr") && type == null) {
      type = next() == '[' ? structured() : quoted();
    } else if (key.equals("fortran_order") && columnByColumn == null) {
      columnByColumn = truth();
    } else if (key.equals("shape") && shape == null) {
      shape = lengths();
    } else {
      throw fault();
    }
  }

  /** Refuses a list of fields without reading it: no structured array can be read. */
  private static String structured() {
    throw NpyHeader.unsupported(
        "The dtype is structured; a table has one dtype for all its columns.");
  }

  private String quoted() {
    char quote = next();
    if (quote != '\'' && quote != '"') {
      throw fault();
    }
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw fault();
    }
    String content = text.substring(at + 1, end);
    at = end + 1;
    return content;
  }

  private boolean truth() {
    next();
    boolean value = text.startsWith("True", at);
    if (!value && !text.startsWith("False", at)) {
      throw fault();
    }
    at += String.valueOf(value).length();
    return value;
  }

  private List<Long> lengths() {
    List<Long> lengths = new ArrayList<>();
    require('(');
    while (!accept(')')) {
      lengths.add(length());
      if (!accept(',')) {
        require(')');
        break;
      }
    }
    return lengths;
  }

  private long length() {
    next();
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from) {
      throw fault();
    }
    return at - from > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(text, from, at, 10);
  }

  private void require(char character) {
    if (!accept(character)) {
      throw fault();
    }
  }

  private boolean accept(char character) {
    boolean isNext = next() == character;
    at += isNext ? 1 : 0;
    return isNext;
  }

  /** The next character that is no space. */
  private char next() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at == text.length()) {
      throw fault();
    }
    return text.charAt(at);
  }

  private static RuntimeException fault() {
    return NpyHeader.malformed(
        "The header must be a dict of 'descr', 'fortran_order' and 'shape', as numpy.save writes it.");
  }
}
