package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** docs/monitoring/dashboard.json asks for what this service has. */
@ServiceTest
class DashboardTest {

  private static final Path FILE = Path.of("docs", "monitoring", "dashboard.json");

  /** Emitted once a training has run. */
  private static final Set<String> ONCE_A_TRAINING_HAS_RUN =
      Set.of(
          "neuron_trainings_total",
          "neuron_training_duration_seconds_bucket",
          "neuron_training_row_epochs_total",
          "neuron_training_queue_length",
          "neuron_training_running");

  /** Emitted once a rejection has happened. */
  private static final Set<String> ONCE_A_REJECTION_HAS_HAPPENED =
      Set.of("neuron_rejections_total");

  private static final Set<String> LABELS_OF_THOSE =
      Set.of("outcome", "stop_reason", "cause", "le");

  /** Prometheus itself puts it on everything it scrapes. */
  private static final String INSTANCE = "instance";

  private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
  private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern METRIC = Pattern.compile("\\b[a-z_][a-z0-9_]{3,}\\b(?! *\\()");

  private final ServiceClient service;
  private final JsonNode dashboard;

  DashboardTest(@LocalServerPort int port) throws IOException {
    service = new ServiceClient(port);
    dashboard = Answer.parse(Files.readString(FILE));
  }

  /** What is only measured when it happens. */
  @BeforeEach
  void predictAndCollectGarbage() {
    service.predict("{\"W\": [1], \"b\": 0, \"x\": [1]}").expect(200);
    System.gc();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Scrape.of(service).names().contains("jvm_gc_pause_seconds_sum"));
  }

  private Stream<JsonNode> panels() {
    return dashboard.get("panels").valueStream();
  }

  private List<String> expressions() {
    return panels()
        .flatMap(panel -> panel.get("targets").valueStream())
        .map(target -> target.get("expr").stringValue())
        .toList();
  }

  private static Set<String> metrics(List<String> expressions) {
    Set<String> found = new TreeSet<>();
    for (String expression : expressions) {
      String bare = LABELS.matcher(GROUPING.matcher(expression).replaceAll("")).replaceAll("");
      METRIC.matcher(bare).results().map(MatchResult::group).forEach(found::add);
    }
    return found;
  }

  @Test
  void everyMetric_isExposed() {
    Set<String> wanted = metrics(expressions());
    assertThat(wanted)
        .hasSizeGreaterThan(15)
        .containsAll(ONCE_A_TRAINING_HAS_RUN)
        .containsAll(ONCE_A_REJECTION_HAS_HAPPENED);

    wanted.removeAll(ONCE_A_TRAINING_HAS_RUN);
    wanted.removeAll(ONCE_A_REJECTION_HAS_HAPPENED);
    assertThat(Scrape.of(service).names()).containsAll(wanted);
  }

  @Test
  void everyLabelOfAGrouping_isOnASeries() {
    Scrape scrape = Scrape.of(service);
    List<String> labels =
        expressions().stream()
            .flatMap(expression -> GROUPING.matcher(expression).results())
            .flatMap(grouping -> Stream.of(grouping.group(1).split(", ", -1)))
            .distinct()
            .toList();

    assertThat(labels)
        .contains("uri", "status", "cause")
        .allMatch(
            label ->
                label.equals(INSTANCE)
                    || LABELS_OF_THOSE.contains(label)
                    || scrape.values().keySet().stream()
                        .anyMatch(series -> series.contains(label + "=\"")));
  }

  @Test
  void everyExpression_asksTheChosenInstanceOfTheChosenSource() {
    assertThat(expressions())
        .hasSizeGreaterThanOrEqualTo(14)
        .allMatch(expression -> expression.contains("instance=~\"$instance\""));
    assertThat(panels().flatMap(panel -> panel.get("targets").valueStream()))
        .allMatch(
            target -> target.get("datasource").get("uid").stringValue().equals("${datasource}"));
    assertThat(dashboard.get("templating").get("list").valueStream())
        .extracting(variable -> variable.get("name").stringValue())
        .containsExactly("datasource", "instance");
  }

  @Test
  void panels_haveTitlesAndPlacesOfTheirOwn() {
    assertThat(panels()).hasSizeBetween(10, 14);
    assertThat(panels().map(panel -> panel.get("title").stringValue())).doesNotHaveDuplicates();
    assertThat(panels().map(panel -> panel.get("id").intValue())).doesNotHaveDuplicates();
    assertThat(panels().map(panel -> panel.get("gridPos").toString())).doesNotHaveDuplicates();
    assertThat(dashboard.get("schemaVersion").intValue()).isGreaterThanOrEqualTo(39);
  }
}
