package dev.neuron;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A small disk in memory; a test that needs one is skipped where it cannot be mounted. */
public final class SmallDisk implements AutoCloseable {

  private static final int BLOCK = 4096;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one over an empty folder. */
  public static SmallDisk mounted(Path folder, int mebibytes) {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root mounts");
    assumeTrue(
        isDone("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString()),
        "tmpfs cannot be mounted");
    return new SmallDisk(folder);
  }

  private static boolean isDone(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fills the disk until at most {@code free} bytes are left. */
  public void fillUpTo(long free) {
    try (OutputStream file =
        Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (Files.getFileStore(folder).getUsableSpace() > free) {
        file.write(new byte[BLOCK]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives back what it was filled with. */
  public void empty() {
    try {
      Files.delete(ballast());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  @Override
  public void close() {
    isDone("umount", "-l", folder.toString());
  }
}
