package dev.neuron.model;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rule for names of models: a name stands in a URL as it is. */
public final class ModelName {

  /** The rule as a regular expression. */
  private static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  /** {@link #PATTERN} anchored, for JSON schemas, whose patterns may match anywhere. */
  public static final String SCHEMA_PATTERN = "^" + PATTERN + "$";

  private static final Pattern COMPILED = Pattern.compile(PATTERN);

  private ModelName() {}

  /**
   * The name itself, or null for none.
   *
   * @throws InvalidInputException with the pointer {@code name}
   */
  public static @Nullable String checked(@Nullable String name) {
    if (name != null && !COMPILED.matcher(name).matches()) {
      throw new InvalidInputException(
          Reason.INVALID_NAME,
          "name",
          "A name is 1 to 64 of A–Z, a–z, 0–9, dot, underscore and hyphen, and begins with a letter or a digit.");
    }
    return name;
  }
}
