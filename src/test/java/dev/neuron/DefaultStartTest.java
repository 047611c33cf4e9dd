package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not asked for costs nothing at the start. */
@ProcessTest
class DefaultStartTest {

  private static final List<String> UNUSED =
      List.of(" com.hazelcast.", " org.h2.", " org.postgresql.", " com.zaxxer.", " org.flywaydb.");

  @TempDir Path folder;

  @Test
  void nothingSet_theLogNamesTheAddress_andWarnsOfNothing() {
    try (ServiceProcess process = ServiceProcess.start(List.of())) {
      Waiting.until("the last line", () -> process.output().contains("is ready: "));
      assertThat(process.output())
          .containsPattern("(?m)Neuron is ready: http://127\\.0\\.0\\.1:" + process.port() + "$")
          .containsPattern(
              "Neuron \\S+ on Java 2\\S+, process " + process.pid() + ", profiles \\[]")
          .doesNotContain("WARN", "ERROR", "falling back", "Using incubator", "Exception");
    }
  }

  @Test
  void nothingSet_noClassOfDatabasesOrOfTheClusterIsLoaded() throws IOException {
    Path loaded = folder.resolve("loaded.txt");
    try (ServiceProcess process =
        ServiceProcess.startCold(
            StartCache.jar(), "-Xlog:class+load:file=" + loaded + "::filecount=0")) {
      process.client().train(Examples.slides("{\"epochs\": 1}")).expect(201);
      process.client().get("/actuator/health").expect(200);
    }

    try (Stream<String> lines = Files.lines(loaded)) {
      List<String> all = lines.toList();
      assertThat(all)
          .as("what this test reads")
          .anyMatch(line -> line.contains(" dev.neuron.model."));
      assertThat(all).filteredOn(line -> UNUSED.stream().anyMatch(line::contains)).isEmpty();
    }
  }
}
