package dev.neuron.startup;

import dev.neuron.NeuronApplication;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings below {@code neuron}, as the build lists them in the metadata for editors.
 *
 * @param names such as {@code neuron.limits.max-epochs}
 */
record KnownSettings(Set<String> names) {

  private static final String METADATA = "/META-INF/spring-configuration-metadata.json";
  private static final Pattern INDEX = Pattern.compile("_\\d+(_|$)");

  /** Reads the list, which takes some milliseconds. */
  static KnownSettings read() {
    Set<String> names = new TreeSet<>();
    try (InputStream metadata =
        Objects.requireNonNull(NeuronApplication.class.getResourceAsStream(METADATA), METADATA)) {
      for (JsonNode property : new JsonMapper().readTree(metadata).get("properties")) {
        names.add(property.get("name").asString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new KnownSettings(names);
  }

  /**
   * True for a known setting however it is written ({@code maxEpochs}, {@code max_epochs}), and for
   * what is below a list ({@code neuron.security.tokens[0].name}).
   */
  boolean contains(ConfigurationPropertyName name) {
    String plain = plain(withoutIndex(name.toString()));
    return names.stream().anyMatch(known -> plain(known).equals(plain));
  }

  /** Returns a name up to the first index of a list. */
  static String withoutIndex(String name) {
    int index = name.indexOf('[');
    return index < 0 ? name : name.substring(0, index);
  }

  /** Returns a name without dashes, which are free. */
  private static String plain(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }

  /** True for the environment variable of a known setting, such as {@code NEURON_VECTORS}. */
  boolean containsVariable(String variable) {
    Matcher index = INDEX.matcher(variable);
    String name = index.find() ? variable.substring(0, index.start()) : variable;
    return names.stream().anyMatch(known -> letters(known).equals(letters(name)));
  }

  /** Returns the letters and digits, which are what Spring compares of a variable. */
  private static String letters(String name) {
    return name.replaceAll("[-_.]", "").toUpperCase(Locale.ROOT);
  }

  /** Returns the environment variable of a setting. */
  static String variable(String name) {
    return name.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
