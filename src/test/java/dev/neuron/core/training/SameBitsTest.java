package dev.neuron.core.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.ProcessTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The promise of equal bits: {@link NumericsProgram} in JVMs that stand for other machines must
 * print {@code golden/numerics-2.csv}, whose name has the version of the numerics.
 *
 * <p>If this fails because the numerics were changed on purpose, raise {@link
 * Fingerprint#NUMERICS_VERSION} and write the table of the new version with {@code ./mvnw test
 * -Dtest=SameBitsTest -Dnumerics.update=src/test/resources/golden}; if not, or in one of the JVMs
 * only, the promise is broken.
 */
@ProcessTest
class SameBitsTest {

  private static final String MODULE = "--add-modules=jdk.incubator.vector";
  private static final int MINUTES = 4;

  @TempDir Path folder;

  @Test
  void table_thisJvm_isThatOfTheVersion() throws IOException {
    StringBuilder table = new StringBuilder();
    for (Map.Entry<String, String> line : NumericsProgram.table().entrySet()) {
      table.append(line.getKey()).append(',').append(line.getValue()).append('\n');
    }
    String update = System.getProperty("numerics.update");
    if (update != null) {
      Files.writeString(Path.of(update, name()), table);
      return;
    }
    assertThat(table.toString()).isEqualTo(golden());
  }

  /** Instruction sets from SSE to AVX-512, the least that a processor may have. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void table_otherInstructionSets_hasTheSameBits(int avx) throws Exception {
    assertThat(run(MODULE, "-XX:UseAVX=" + avx)).isEqualTo(golden());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:ActiveProcessorCount=1",
        "-XX:ActiveProcessorCount=2",
        "-XX:ActiveProcessorCount=5",
        "-XX:TieredStopAtLevel=1",
        "-XX:-TieredCompilation",
        "-XX:+UseSerialGC"
      })
  void table_otherJvms_hasTheSameBits(String option) throws Exception {
    assertThat(run(MODULE, option)).isEqualTo(golden());
  }

  /** As the jar, whose manifest asks for the same. */
  @Test
  void table_vectorModuleBroughtInLater_hasTheSameBits() throws Exception {
    assertThat(run("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED")).isEqualTo(golden());
  }

  @Test
  void table_withoutTheVectorModule_hasTheSameBits() throws Exception {
    assertThat(run(List.of(), List.of())).isEqualTo(golden());
  }

  private String run(String... options) throws IOException, InterruptedException {
    return run(List.of(options), List.of("vectors"));
  }

  private String run(List<String> options, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+IgnoreUnrecognizedVMOptions"); // UseAVX exists on x86 alone
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(NumericsProgram.class.getName());
    command.addAll(arguments);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return Files.readString(out);
  }

  private static String golden() throws IOException {
    try (InputStream table = SameBitsTest.class.getResourceAsStream("/golden/" + name())) {
      return new String(requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String name() {
    return "numerics-" + Fingerprint.NUMERICS_VERSION + ".csv";
  }
}
