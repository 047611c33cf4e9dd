package dev.neuron.http.json;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads an enum's constant {@code CROSS_ENTROPY} from exactly {@code "crossEntropy"}. */
final class ConstantDeserializer<E extends Enum<E>> extends ValueDeserializer<E> {

  private static final Pattern WORD_START = Pattern.compile("_(.)");

  private final Map<String, E> constants = new LinkedHashMap<>();
  private final String expected;

  ConstantDeserializer(Class<E> type) {
    Arrays.stream(type.getEnumConstants())
        .forEach(constant -> constants.put(camelCase(constant.name()), constant));
    expected =
        constants.keySet().stream()
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining(" or "));
  }

  /** Adds other words for constants, such as the character that a constant stands for. */
  ConstantDeserializer<E> with(Function<E, String> word) {
    Map<String, E> words = new LinkedHashMap<>();
    constants.forEach((_, constant) -> words.putIfAbsent(word.apply(constant), constant));
    words.forEach(constants::putIfAbsent);
    return this;
  }

  @Override
  public E deserialize(JsonParser parser, DeserializationContext context) {
    JsonReading.require(parser, JsonToken.VALUE_STRING, expected);
    E constant = constants.get(parser.getString());
    if (constant == null) {
      throw JsonReading.wrongType(parser, expected);
    }
    return constant;
  }

  private static String camelCase(String name) {
    return WORD_START
        .matcher(name.toLowerCase(Locale.ROOT))
        .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }
}
