package dev.neuron.http.table;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code ./mvnw -q -Pbench test -Dbench.args=NpyReadBenchmark}: from the bytes of a NumPy array of
 * 100,000 × 33 float64, 26.4 MB, to a checked dataset whose target is the last column. Scores are
 * milliseconds; 26.4 divided by the score is GB/s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
public class NpyReadBenchmark {

  private static final int ROWS = 100_000;
  private static final int COLUMNS = 33;

  /** Whether the body says how long it is. */
  @Param({"true", "false"})
  boolean lengthKnown;

  @Param({"False", "True"})
  String fortranOrder = "";

  private byte[] body = {};

  /** Writes the array. */
  @Setup
  public void write() throws IOException {
    String dict =
        "{'descr': '<f8', 'fortran_order': %s, 'shape': (%d, %d), }\n"
            .formatted(fortranOrder, ROWS, COLUMNS);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
    out.write(new byte[] {(byte) dict.length(), 0});
    out.write(dict.getBytes(StandardCharsets.ISO_8859_1));
    ByteBuffer data =
        ByteBuffer.allocate(ROWS * COLUMNS * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(1);
    while (data.hasRemaining()) {
      data.putDouble(random.nextDouble());
    }
    out.write(data.array());
    body = out.toByteArray();
  }

  /** Reads it as /train does. */
  @Benchmark
  public Dataset read() throws IOException {
    Matrix table =
        NpyArray.read(
            new ByteArrayInputStream(body),
            lengthKnown ? body.length : -1,
            Integer.MAX_VALUE,
            _ -> {});
    return Dataset.ofTable(table, COLUMNS - 1);
  }
}
