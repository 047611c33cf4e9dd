package dev.neuron.http.json;

import dev.neuron.core.data.Dataset;
import dev.neuron.table.DatasetEncoder;
import dev.neuron.table.RawDataset;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./mvnw -q -Pbench test -Dbench.args=JsonReadBenchmark}: a dataset of 20,000 × 32 random
 * doubles as JSON, about 13 MB, read strictly and checked, beside what Jackson itself needs to walk
 * over the same bytes and put every number into a flat array.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
public class JsonReadBenchmark {

  private static final int ROWS = 20_000;
  private static final int COLUMNS = 32;

  private final JsonMapper plain = new JsonMapper();
  private final JsonMapper strict = strict();
  private byte[] body = {};

  private static JsonMapper strict() {
    JsonMapper.Builder builder = JsonMapper.builder();
    new JacksonConfiguration().strictJson().customize(builder);
    return builder.build();
  }

  /** Writes the dataset. */
  @Setup
  public void write() {
    Random random = new Random(1);
    StringJoiner x = new StringJoiner(",", "{\"x\":[", "]");
    StringJoiner y = new StringJoiner(",", ",\"y\":[", "]}");
    for (int i = 0; i < ROWS; i++) {
      x.add(Arrays.toString(random.doubles(COLUMNS).toArray()));
      y.add(String.valueOf(random.nextInt(2)));
    }
    body = (x + y.toString()).getBytes(StandardCharsets.UTF_8);
    System.out.printf("%n%d bytes%n", body.length);
  }

  /** Reads it as /train does. */
  @Benchmark
  public Dataset dataset() {
    RawDataset raw = strict.readValue(new ByteArrayInputStream(body), RawDataset.class);
    return DatasetEncoder.encode(raw, null, null, (_, _) -> {}).dataset();
  }

  /** Jackson's tokens and nothing else. */
  @Benchmark
  public double[] bareJackson() {
    double[] values = new double[64];
    int size = 0;
    try (JsonParser parser = plain.createParser(new ByteArrayInputStream(body))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
          if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
          }
          values[size++] = parser.getDoubleValue();
        }
      }
    }
    return values;
  }
}
