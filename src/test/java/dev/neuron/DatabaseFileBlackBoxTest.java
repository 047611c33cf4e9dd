package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service and the file of H2 that it keeps its models in. */
@ProcessTest
class DatabaseFileBlackBoxTest {

  /** A weight that occurs nowhere else. */
  private static final double WEIGHT = 0.12345678901234568;

  @TempDir Path folder;

  private ServiceProcess start() {
    return ServiceProcess.start(
        List.of(),
        "neuron.models.store=jdbc",
        "neuron.models.jdbc.url=jdbc:h2:file:" + folder.resolve("models"));
  }

  private static String bring(ServiceClient service, String name, int features, double weight) {
    String weights =
        DoubleStream.generate(() -> weight)
            .limit(features)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(","));
    return service
        .post("/models", "{\"name\": \"%s\", \"W\": [%s], \"b\": 0}".formatted(name, weights))
        .expect(201)
        .json()
        .get("modelId")
        .stringValue();
  }

  /** Flips the lowest bit of each such weight in the file; how many there were. */
  private static int flip(Path file, double weight) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] searched = ByteBuffer.allocate(Double.BYTES).putDouble(weight).array();
    int found = 0;
    for (int i = 0; i + searched.length <= bytes.length; i++) {
      if (ByteBuffer.wrap(bytes, i, searched.length).equals(ByteBuffer.wrap(searched))) {
        bytes[i + searched.length - 1] ^= 1;
        found++;
      }
    }
    Files.write(file, bytes);
    return found;
  }

  /** A small content lies in its row, a large one in pages of its own. */
  @ParameterizedTest
  @ValueSource(ints = {3, 3000})
  void flippedBitInW_isFound_andAllElseGoesOn(int features) throws IOException {
    String damaged;
    String other;
    try (ServiceProcess process = start()) {
      damaged = bring(process.client(), "damaged", features, WEIGHT);
      other = bring(process.client(), "other", features, 2);
      process.terminate();
      assertThat(process.exitCode(60)).isEqualTo(143);
    }
    assertThat(flip(folder.resolve("models.mv.db"), WEIGHT)).isGreaterThanOrEqualTo(features);

    try (ServiceProcess process = start()) {
      ServiceClient service = process.client();
      assertThat(service.get("/actuator/health/models").expect(200).json().get("status"))
          .hasToString("\"UP\"");
      for (String idOrName : List.of(damaged, "damaged")) {
        Answer refused = service.get("/models/" + idOrName);
        refused.expectProblem(500, "model-damaged");
        assertThat(refused.text()).contains("The content of the model " + damaged);
        service
            .predict("{\"modelId\": \"%s\", \"x\": [[1]]}".formatted(idOrName))
            .expectProblem(500, "model-damaged");
      }
      service.get("/models/" + other).expect(200);
      assertThat(service.get("/models").expect(200).json().get("models")).hasSize(2);
      assertThat(service.get("/actuator/health").expect(200).text()).contains("DEGRADED");
      assertThat(service.get("/actuator/health/models").expect(200).text()).contains(damaged);
      assertThat(process.output().lines().filter(line -> line.contains(damaged))).hasSize(1);
      bring(service, "new", features, 1);

      service.delete("/models/" + damaged).expect(204);

      assertThat(service.get("/actuator/health").expect(200).text()).contains("\"UP\"");
    }
  }

  @Test
  void secondStart_onTheSameFile_saysSoAtOnce() {
    try (ServiceProcess _ = start()) {
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(this::start)
          .satisfies(
              e ->
                  assertThat(e.getCause())
                      .message()
                      .startsWith("It ended with 1:")
                      .contains(
                          "The database file %s is in use by another process."
                              .formatted(folder.resolve("models.mv.db")),
                          "neuron.models.jdbc.url")
                      .doesNotContain("\tat "));
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void files_areTheirOwnersAlone_alsoThoseThatWereNot() throws IOException {
    Path created = folder.resolve("created");
    Path trace = created.resolve("models.trace.db");
    String url = "neuron.models.jdbc.url=jdbc:h2:file:" + created.resolve("models");
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    try (ServiceProcess process =
        ServiceProcess.start(List.of(), "neuron.models.store=jdbc", url)) {
      bring(process.client(), "a", 3000, 1);
      assertThat(permissions(created)).isEqualTo("rwx------");
      assertOwnersAlone(created);
      process.terminate();
      assertThat(process.exitCode(60)).isEqualTo(143);
    }
    Files.writeString(trace, "");
    for (Path file : List.of(trace, created.resolve("models.mv.db"))) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    try (ServiceProcess process =
        ServiceProcess.start(List.of(), "neuron.models.store=jdbc", url)) {
      process.client().get("/models/a").expect(200);
      assertOwnersAlone(created);
    }
  }

  private static void assertOwnersAlone(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              file -> assertThat(permissions(file)).as(file.toString()).isEqualTo("rw-------"));
    }
  }

  @Test
  void fullDisk_readsGoOn_trainingsGet503_andItRecoversByItself() {
    try (SmallDisk disk = SmallDisk.mounted(folder, 80);
        ServiceProcess process = start()) {
      ServiceClient service = process.client();
      String id = bring(service, "kept", 3, 1);
      for (long free : new long[] {16 << 20, 0}) {
        disk.fillUpTo(free);

        Answer refused = service.train(Examples.slides("{}"));
        refused.expectProblem(503, "store-unavailable");
        assertThat(refused.text()).contains("disk of the database is full");
        service.post("/models", "{\"W\": [1], \"b\": 0}").expectProblem(503, "store-unavailable");
        service.get("/models/" + id).expect(200);
        service.predict("{\"modelId\": \"kept\", \"x\": [0, 0, 1]}").expect(200);
        assertThat(service.get("/models").expect(200).json().get("models")).hasSize(1);
      }

      disk.empty();

      service.train(Examples.slides("{}")).expect(201);
      assertThat(service.get("/models").expect(200).json().get("models")).hasSize(2);
      assertThat(process.output().lines().filter(line -> line.contains("The disk of"))).hasSize(2);
    }
  }
}
