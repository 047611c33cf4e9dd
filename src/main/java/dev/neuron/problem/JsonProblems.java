package dev.neuron.problem;

import dev.neuron.core.data.ErrorLocation;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Converts exceptions of the JSON library. Its messages name Java classes and echo input, so
 * clients get our own text instead.
 */
public final class JsonProblems {

  /** The beginning of the message on the first byte of gzip, 1F. */
  private static final String GZIP_FOUND = "Illegal character ((CTRL-CHAR, code 31))";

  private JsonProblems() {}

  /** Converts an exception. */
  public static UnreadableException of(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          inPlace(
              ProblemType.UNKNOWN_FIELD,
              e,
              "Known here are " + names(unknown.getKnownPropertyIds()) + ".");
      case MismatchedInputException mismatch when isEmptyBody(mismatch) ->
          malformed("The body is empty; a JSON object is expected.");
      case MismatchedInputException mismatch when isTrailing(mismatch) ->
          malformed(position(e) + "there is text after the JSON value.");
      case MismatchedInputException mismatch ->
          inPlace(ProblemType.WRONG_TYPE, e, "Expected " + expected(mismatch) + ".");
      case InputCoercionException number ->
          inPlace(ProblemType.WRONG_TYPE, e, "Expected " + name(number.getTargetType()) + ".");
      case StreamConstraintsException _ ->
          malformed(position(e) + "a number or a name is too long, or the nesting too deep.");
      case DatabindException _ -> inPlace(ProblemType.WRONG_TYPE, e, "This value cannot be read.");
      default -> malformed(position(e) + syntaxFault(e));
    };
  }

  private static UnreadableException malformed(String detail) {
    return new UnreadableException(ProblemType.MALFORMED_JSON, ErrorLocation.NOWHERE, detail);
  }

  private static UnreadableException inPlace(ProblemType type, JacksonException e, String detail) {
    return new UnreadableException(type, ErrorLocation.at(pointer(e)), detail);
  }

  private static boolean isEmptyBody(MismatchedInputException e) {
    return e.getPath().isEmpty() && e.getOriginalMessage().startsWith("No content");
  }

  private static boolean isTrailing(MismatchedInputException e) {
    return e.getOriginalMessage().startsWith("Trailing token");
  }

  private static String syntaxFault(JacksonException e) {
    String message = e.getOriginalMessage();
    if (message.startsWith("Duplicate Object property")) {
      return "a key stands twice in one object.";
    }
    return message.startsWith(GZIP_FOUND)
        ? "this is not JSON but, it seems, gzip: send the header Content-Encoding: gzip with it."
        : "this is not valid JSON.";
  }

  private static String position(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? "In the body, "
        : "Line %d, column %d: ".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static String pointer(JacksonException e) {
    return e.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? String.valueOf(step.getIndex())
                    : step.getPropertyName().replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining("/"));
  }

  private static String names(Collection<Object> properties) {
    return properties.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }

  private static String expected(MismatchedInputException e) {
    Class<?> type = e.getTargetType();
    return type == null ? "another value" : name(type);
  }

  private static String name(Class<?> type) {
    if (type == Integer.class || type == int.class) {
      return "an integer of at most 32 bits";
    }
    if (type == Long.class || type == long.class) {
      return "an integer of at most 64 bits";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a string";
    }
    return List.class.isAssignableFrom(type) || type.isArray() ? "an array" : "an object";
  }
}
