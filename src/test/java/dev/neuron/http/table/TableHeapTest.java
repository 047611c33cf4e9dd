package dev.neuron.http.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.Allocated;
import dev.neuron.ProcessTest;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a table takes at most 1.3 times its numbers' memory beyond them, in any format. */
@ProcessTest
class TableHeapTest {

  private static final int ROWS = 30_001;
  private static final int COLUMNS = 33;
  private static final int DATA = Double.BYTES * ROWS * COLUMNS;

  /** The heap for classes and garbage collection of a JVM that reads nothing. */
  private static final long BASE = 16L << 20;

  /**
   * A JVM that has 2.3 times the numbers' memory reads them. Its heap is the bound: what text
   * leaves behind on the way is collected or does not fit.
   */
  @ParameterizedTest
  @ValueSource(strings = {"csv", "ndjson", "json", "npy-c", "npy-fortran"})
  void heap_of2point3TimesTheNumbers_suffices(String format) throws Exception {
    long data = (long) Double.BYTES * SmallHeapReading.ROWS * SmallHeapReading.COLUMNS;
    long heap = data * 23 / 10 + BASE;

    String output = run("-Xmx" + heap, "-Xmn8m", "-XX:+UseSerialGC", "-Xshare:auto", format);

    assertThat(output).contains("read ").doesNotContain("OutOfMemory");
  }

  private static String run(
      String heap, String young, String collector, String share, String format)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                young,
                collector,
                share,
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapReading.class.getName(),
                format)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Binary numbers leave nothing behind, so that all that is ever allocated can be bounded. */
  @ParameterizedTest
  @CsvSource({"<f8, False, true, 1.1", "<f8, False, false, 2.3", "<f4, True, true, 2.1"})
  void npy_toDataset_allocatesLittleMoreThanTheNumbers(
      String type, String fortran, boolean lengthKnown, double times) throws Exception {
    byte[] dict =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%d, %d), }\n"
            .formatted(type, fortran, ROWS, COLUMNS)
            .getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
    out.write(dict.length);
    out.write(0);
    out.writeBytes(dict);
    out.writeBytes(new byte[type.equals("<f8") ? DATA : DATA / 2]);
    byte[] body = out.toByteArray();

    long allocated =
        Allocated.by(
            () -> {
              Matrix table =
                  NpyArray.read(
                      new ByteArrayInputStream(body),
                      lengthKnown ? body.length : -1,
                      16 << 20,
                      _ -> {});
              return Dataset.ofTable(table, 3);
            });

    assertThat(allocated).isLessThan((long) (times * DATA));
  }
}
