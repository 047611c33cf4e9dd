package dev.neuron.startup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.NeuronApplication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares the tables of docs/CONFIGURATION.md with the metadata of the settings; {@code
 * -Dconfiguration.update=true} writes them instead.
 */
class ConfigurationDocumentTest {

  private static final Path DOCUMENT = Path.of("docs", "CONFIGURATION.md");
  private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

  /** A table, between comments that name what its settings begin with. */
  private static final Pattern TABLE =
      Pattern.compile("(?s)(<!-- settings: ([^>]+) -->\n)(.*?)(<!-- /settings -->)");

  private static Map<String, JsonNode> settings() throws IOException {
    Map<String, JsonNode> settings = new TreeMap<>();
    try (InputStream metadata =
        requireNonNull(NeuronApplication.class.getResourceAsStream(METADATA))) {
      for (JsonNode property : new JsonMapper().readTree(metadata).get("properties")) {
        String name = property.get("name").asString();
        assertThat(settings.put(name, property)).as(name + " is defined twice").isNull();
      }
    }
    return settings;
  }

  private static String row(String name, JsonNode setting) {
    return "| `%s` | %s | %s |\n"
        .formatted(
            name,
            defaultValue(setting.path("defaultValue")),
            setting
                .get("description")
                .asString()
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replace("|", "\\|"));
  }

  private static String defaultValue(JsonNode value) {
    String text =
        value.isArray()
            ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
            : value.asString("");
    return text.isEmpty() ? "–" : "`%s`".formatted(text);
  }

  /** Returns the prefix of a table to which a setting belongs, the longest that fits. */
  private static String prefix(String name, List<String> prefixes) {
    return prefixes.stream()
        .filter(prefix -> name.equals(prefix) || name.startsWith(prefix + "."))
        .max(Comparator.comparingInt(String::length))
        .orElseThrow(() -> new AssertionError("no table for " + name));
  }

  private static Stream<String> prefixes(String marker) {
    return Stream.of(marker.split(", "));
  }

  private static String generated(String document, Map<String, JsonNode> settings) {
    List<String> all =
        TABLE.matcher(document).results().flatMap(table -> prefixes(table.group(2))).toList();
    return TABLE
        .matcher(document)
        .replaceAll(table -> Matcher.quoteReplacement(table(table, all, settings)));
  }

  private static String table(MatchResult table, List<String> all, Map<String, JsonNode> settings) {
    List<String> own = prefixes(table.group(2)).toList();
    return settings.entrySet().stream()
        .filter(setting -> own.contains(prefix(setting.getKey(), all)))
        .map(setting -> row(setting.getKey(), setting.getValue()))
        .collect(
            Collectors.joining(
                "",
                table.group(1) + "| setting | default | meaning |\n|---|---|---|\n",
                table.group(4)));
  }

  @Test
  void document_hasEverySettingAsTheCodeDefinesIt() throws IOException {
    String document = Files.readString(DOCUMENT);
    String generated = generated(document, settings());

    if (Boolean.getBoolean("configuration.update")) {
      Files.writeString(DOCUMENT, generated);
    } else {
      assertThat(document)
          .as(
              "write it by ./mvnw test -Dtest=ConfigurationDocumentTest -Dconfiguration.update=true")
          .isEqualTo(generated);
    }
  }

  @Test
  void settings_areAllDescribed() throws IOException {
    settings()
        .forEach(
            (name, setting) ->
                assertThat(setting.path("description").asString(""))
                    .as(name)
                    .hasSizeGreaterThan(10));
  }
}
