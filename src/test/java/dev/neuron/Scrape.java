package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code /actuator/prometheus} answered, read line by line as strictly as Prometheus reads it.
 *
 * @param values by series, such as {@code name{a="x",b="y"}}
 */
record Scrape(Map<String, Double> values) {

  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\[\\\\\"n])*\"";
  private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") .+");
  private static final Pattern TYPE =
      Pattern.compile("# TYPE (" + NAME + ") (?:counter|gauge|histogram|summary|untyped)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(("
              + NAME
              + ")(?:\\{"
              + LABEL
              + "(?:,"
              + LABEL
              + ")*})?)"
              + " (NaN|[+-]Inf|-?[0-9.]+(?:E-?[0-9]+)?)");
  private static final Pattern PARTS = Pattern.compile("_(?:bucket|count|sum)$");

  static Scrape of(ServiceClient service) {
    Answer answer = service.get("/actuator/prometheus").expect(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain;version=0.0.4;charset=utf-8");
    return parsed(answer.text());
  }

  /** Reads a text, every line of which must be one that Prometheus understands. */
  static Scrape parsed(String text) {
    assertThat(text).endsWith("\n");
    Map<String, Double> values = new HashMap<>();
    Set<String> typed = new HashSet<>();
    for (String line : text.split("\n", -1)) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        assertThat(typed.add(type.group(1))).as("%s is the first", line).isTrue();
      } else if (sample.matches()) {
        String name = sample.group(2);
        assertThat(typed).as(line).containsAnyOf(name, PARTS.matcher(name).replaceFirst(""));
        assertThat(values.put(sample.group(1), number(sample.group(3)))).as(line).isNull();
      } else {
        assertThat(line.isEmpty() || HELP.matcher(line).matches()).as(line).isTrue();
      }
    }
    return new Scrape(values);
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace("Inf", "Infinity"));
  }

  /** The value of one series, 0 if it is not there yet. */
  double value(String series) {
    return values.getOrDefault(series, 0.0);
  }

  /** The sum over all series that have this name and all of these labels. */
  double sum(String name, String... labels) {
    return series(name)
        .filter(series -> Stream.of(labels).allMatch(series::contains))
        .mapToDouble(this::value)
        .sum();
  }

  /** All names, without labels. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    values.keySet().forEach(series -> names.add(series.split("\\{", 2)[0]));
    return names;
  }

  /** The different values of a label among the series that have this name. */
  Set<String> labels(String name, String label) {
    Pattern value = Pattern.compile("[{,]" + label + "=\"([^\"]*)\"");
    Set<String> found = new TreeSet<>();
    series(name)
        .map(value::matcher)
        .filter(Matcher::find)
        .forEach(matcher -> found.add(matcher.group(1)));
    return found;
  }

  private Stream<String> series(String name) {
    return values.keySet().stream()
        .filter(series -> series.equals(name) || series.startsWith(name + "{"));
  }
}
