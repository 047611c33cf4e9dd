package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs other programs, where they are there; a test that needs one that is not is skipped. */
public final class Program {

  private static final int SECONDS = 120;

  private Program() {}

  /** Where a program is: the first of these words that the path leads to and that can be run. */
  public static String found(String... names) {
    List<Path> folders = Arrays.stream(System.getenv("PATH").split(":", -1)).map(Path::of).toList();
    for (String name : names) {
      for (Path folder : folders) {
        if (Files.isExecutable(folder.resolve(name))) {
          return folder.resolve(name).toString();
        }
      }
    }
    assumeTrue(false, "there is no " + String.join(" or ", names));
    return "";
  }

  /** Python with numpy, which Debian installs for its own alone. */
  static String pythonWithNumpy() throws IOException, InterruptedException {
    for (String python : new String[] {"python3", "/usr/bin/python3"}) {
      ProcessBuilder builder = new ProcessBuilder(python, "-c", "import numpy");
      Process process = builder.redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      if (process.waitFor() == 0) {
        return python;
      }
    }
    assumeTrue(false, "there is no python3 with numpy");
    return "";
  }

  /** Runs a command to its good end and answers what it printed. */
  public static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as("%s ends in time: %s", command[0], printed).isTrue();
    assertThat(process.exitValue()).as("%s: %s", List.of(command), printed).isZero();
    return printed;
  }
}
