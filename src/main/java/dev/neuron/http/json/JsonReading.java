package dev.neuron.http.json;

import dev.neuron.core.data.DoubleBlocks;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Quoted;
import dev.neuron.core.data.RowSink;
import dev.neuron.http.filter.RequestLimits;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.Table;
import dev.neuron.table.TableBuilder;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads numbers, names and rows from a stream of JSON tokens, strictly and without a copy: the
 * number goes from the parser into the flat array that the kernel will read. Each method begins on
 * the first token of its value and ends on the last.
 */
public final class JsonReading {

  static final String TOO_LARGE =
      "The number is too large for a double; its magnitude must be at most 1.797e308.";

  private JsonReading() {}

  /** Returns the position of the parser, a JSON Pointer without its leading slash. */
  public static String pointer(JsonParser parser) {
    String pointer = parser.streamReadContext().pathAsPointer().toString();
    return pointer.isEmpty() ? pointer : pointer.substring(1);
  }

  /** A finite number. */
  public static double number(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (!isNumber(token)) {
      throw wrongType(parser, "a number");
    }
    double value = value(parser, token);
    if (!Double.isFinite(value)) {
      throw new UnreadableException(
          ProblemType.NUMBER_OVERFLOW, ErrorLocation.at(pointer(parser)), TOO_LARGE);
    }
    return value;
  }

  static boolean isNumber(JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
  }

  /** The number of a token that is one; infinite if a double cannot hold it. */
  static double value(JsonParser parser, JsonToken token) {
    double value = parser.getDoubleValue();
    return value == 0 && isIntegerWithSign(parser, token) ? -0.0 : value;
  }

  /** True if a zero is the integer −0, whose sign only its text has. */
  private static boolean isIntegerWithSign(JsonParser parser, JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_INT && parser.getStringLength() > "0".length();
  }

  /** An array of finite numbers. */
  static double[] numbers(JsonParser parser) {
    require(parser, JsonToken.START_ARRAY, "an array of numbers");
    JsonCells cells = new JsonCells();
    DoubleBlocks values = new DoubleBlocks();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      values.add(cells.next(parser, token, 0));
    }
    cells.requireNoFault();
    return values.toArray();
  }

  /** An array of strings. */
  static List<String> strings(JsonParser parser) {
    require(parser, JsonToken.START_ARRAY, "an array of strings");
    List<String> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      require(parser, JsonToken.VALUE_STRING, "a string");
      if (values.size() == RequestLimits.MAX_NAMES) {
        throw tooManyNames(pointer(parser));
      }
      values.add(parser.getString());
    }
    return values;
  }

  /** An array of names or, as pandas writes them for columns without names, integers. */
  public static List<String> names(JsonParser parser) {
    require(parser, JsonToken.START_ARRAY, "an array of names");
    List<String> names = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        require(parser, JsonToken.VALUE_STRING, "a name");
      }
      if (names.size() == RequestLimits.MAX_NAMES) {
        throw tooManyNames(pointer(parser));
      }
      names.add(parser.getString());
    }
    return names;
  }

  /** A text, or a number or truth value as a text. */
  static String scalar(JsonParser parser) {
    if (!parser.currentToken().isScalarValue()) {
      throw wrongType(parser, "a text");
    }
    return parser.getString();
  }

  public static InvalidInputException tooManyNames(String pointer) {
    return new InvalidInputException(
        Reason.TOO_MANY_FEATURES,
        pointer,
        "There may be at most %d names.".formatted(RequestLimits.MAX_NAMES));
  }

  /** The name of a column, if it is not too long to be kept. */
  static String requireShortName(String name) {
    if (name.length() > RequestLimits.MAX_NAME_LENGTH) {
      throw new InvalidInputException(
          Reason.INVALID_FEATURE_NAMES,
          "0",
          "A name in row 0 is longer than %d characters.".formatted(RequestLimits.MAX_NAME_LENGTH));
    }
    return name;
  }

  /** Reads the rows of a table from a parser that is at its first token. */
  @FunctionalInterface
  public interface RowReading {
    void read(TableBuilder rows, JsonCells cells);
  }

  /**
   * A table, with the pointers of its faults from the root of the document. A cell that cannot be
   * used goes before faults of the rows.
   */
  public static Table table(JsonParser parser, RowReading reading) {
    String pointer = pointer(parser);
    TableBuilder builder = new TableBuilder();
    JsonCells cells = new JsonCells(builder);
    try {
      reading.read(builder, cells);
      cells.requireNoFault();
      return builder.build();
    } catch (InvalidInputException e) {
      cells.requireNoFault();
      throw e.within(pointer);
    }
  }

  /** An array of rows, each an array of cells, all of one length. */
  public static Table rows(JsonParser parser) {
    require(parser, JsonToken.START_ARRAY, "an array of rows");
    return table(
        parser,
        (rows, cells) -> {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser, JsonToken.START_ARRAY, "a row, which is an array of cells");
            row(parser, rows, cells);
          }
        });
  }

  /** The cells of one row up to the end of its array. */
  public static void row(JsonParser parser, RowSink builder, JsonCells cells) {
    row(parser, builder, cells, 0);
  }

  /**
   * The cells of one row up to the end of its array.
   *
   * @param first index of the first of them
   */
  public static void row(JsonParser parser, RowSink builder, JsonCells cells, int first) {
    int column = first;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      builder.add(cells.next(parser, token, column++));
    }
    builder.endRow();
  }

  public static void require(JsonParser parser, JsonToken token, String expected) {
    if (parser.currentToken() != token) {
      throw wrongType(parser, expected);
    }
  }

  public static UnreadableException wrongType(JsonParser parser, String expected) {
    return new UnreadableException(
        ProblemType.WRONG_TYPE, ErrorLocation.at(pointer(parser)), expected(expected, parser));
  }

  /** The sentence for a value that is not what was expected, with the value if it is short. */
  static String expected(String expected, JsonParser parser) {
    return "Expected %s, found %s.".formatted(expected, found(parser));
  }

  private static String found(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_ARRAY -> "an array";
      case START_OBJECT -> "an object";
      case VALUE_STRING -> Quoted.of(parser.getString());
      case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> "a number";
      case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> parser.currentToken().asString();
      case null, default -> "something else";
    };
  }
}
