package dev.neuron;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The time of day of a process that a test starts, which the test sets as a machine's is set:
 * clocks that measure durations go on. A library of a few lines that gcc compiles comes before the
 * C library's function. Linux alone takes such a library; a test is skipped where there is no gcc.
 *
 * <p>libfaketime replaces waits as well: the threads of a JVM then spin instead of waiting, and a
 * replica has too many of them to start.
 */
final class SettableClock {

  private static final String SOURCE =
      """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <fcntl.h>
      #include <stdlib.h>
      #include <sys/mman.h>
      #include <time.h>

      static int (*original)(clockid_t, struct timespec *);
      static const volatile long long *offset;

      __attribute__((constructor)) static void begin(void) {
        int file = open(getenv("CLOCK_OFFSET"), O_RDONLY);
        offset = mmap(NULL, sizeof *offset, PROT_READ, MAP_SHARED, file, 0);
        original = dlsym(RTLD_NEXT, "clock_gettime");
        if (offset == MAP_FAILED || original == NULL) abort();
      }

      int clock_gettime(clockid_t clock, struct timespec *time) {
        int failed = original(clock, time);
        if (!failed && clock == CLOCK_REALTIME) time->tv_sec += *offset;
        return failed;
      }
      """;

  private final Path library;
  private final Path file;
  private final MappedByteBuffer offset;

  private SettableClock(Path library, Path file) throws IOException {
    this.library = library;
    this.file = file;
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      offset = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
    }
    offset.order(ByteOrder.nativeOrder());
  }

  /**
   * Makes a clock that is right.
   *
   * @param folder which has one clock
   */
  static SettableClock in(Path folder) {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "not on Linux");
    String gcc = Program.found("gcc", "cc");
    try {
      Files.createDirectories(folder);
      Path source = folder.resolve("clock.c");
      Path library = folder.resolve("clock.so");
      Files.writeString(source, SOURCE, StandardCharsets.UTF_8);
      Program.run(
          folder, gcc, "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl");
      return new SettableClock(library, folder.resolve("offset"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The environment of the process whose clock this is. */
  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "CLOCK_OFFSET", file.toString());
  }

  /** Sets it to a time this many seconds after the machine's. */
  void set(long seconds) {
    offset.putLong(0, seconds);
  }
}
