package dev.neuron.training.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.problem.RefusedBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineReaderTest {

  private static final int LIMIT = 40_000;
  private static final Duration LONG = Duration.ofMinutes(1);

  private static List<String> read(InputStream in) throws IOException {
    LineReader reader = new LineReader(in, LIMIT, LONG);
    List<String> lines = new ArrayList<>();
    for (LineReader.Line line = reader.next(); line != null; line = reader.next()) {
      byte[] bytes = line.bytes();
      lines.add(
          line.number()
              + ":"
              + (bytes == null ? "too long" : new String(bytes, StandardCharsets.UTF_8)));
      assertThat(reader.number()).isEqualTo(line.number());
    }
    return lines;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "''|''",
        "'\n'|''",
        "a|1:a",
        "'a\n'|1:a",
        "'a\nb'|1:a,2:b",
        "'a\n\n \t\r\nb\n'|1:a,4:b",
        "'ä\r\n'|'1:ä\r'"
      })
  void next_isEachLineThatIsNotBlank(String text, String expected) throws IOException {
    assertThat(String.join(",", read(stream(text)))).isEqualTo(expected);
  }

  @Test
  void next_lineAtTheLimit_isReadAndOneOverItSkipped() throws IOException {
    String atLimit = "x".repeat(LIMIT);
    String over = "x".repeat(LIMIT + 1);
    String farOver = "x".repeat(10 * LIMIT);
    assertThat(read(stream(atLimit + "\n" + over + "\n" + farOver + "\nend\n" + over)))
        .containsExactly("1:" + atLimit, "2:too long", "3:too long", "4:end", "5:too long");
  }

  /** The lines do not depend on how the network splits the stream. */
  @Test
  void next_bytesInAnyPortions_areTheSameLines() throws IOException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append("y".repeat(random.nextInt(300))).append('\n');
    }
    List<String> whole = read(stream(text.toString()));
    for (int seed = 0; seed < 20; seed++) {
      Random portions = new Random(seed);
      InputStream in =
          new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
              return super.read(buffer, offset, Math.min(length, 1 + portions.nextInt(500)));
            }
          };
      assertThat(read(in)).isEqualTo(whole);
    }
  }

  @Test
  void isReady_saysWhetherALineIsThere() throws IOException {
    LineReader reader = new LineReader(stream("a\nb"), LIMIT, LONG);
    assertThat(reader.isReady()).isTrue();
    reader.next();
    reader.next();
    assertThat(reader.isReady()).isFalse();
  }

  /** Blank lines, or single bytes now and then, must not keep a connection open without limit. */
  @Test
  void next_noLineInTime_isRefused() {
    InputStream blank =
        new InputStream() {
          @Override
          public int read() {
            return '\n';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            bytes[offset] = '\n';
            return 1;
          }
        };
    LineReader reader = new LineReader(blank, LIMIT, Duration.ofMillis(20));

    assertThatExceptionOfType(RefusedBodyException.class).isThrownBy(reader::next);
  }
}
