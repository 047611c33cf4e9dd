package dev.neuron.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnmarkedInputStreamTest {

  private static final String MARK = "\uFEFF";

  private static InputStream stream(byte[] bytes) {
    return new UnmarkedInputStream(new ByteArrayInputStream(bytes));
  }

  private static InputStream stream(String text) {
    return stream(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "12", "123", "[1, 0]", "\uFEFF", "a\uFEFF"})
  void mark_atTheBeginning_isLeftOutOnce(String text) throws IOException {
    assertThat(stream(MARK + text).readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(text);
    if (!text.startsWith(MARK)) {
      assertThat(stream(text).readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(text);
    }
  }

  @Test
  void mark_inPart_isNoMark() throws IOException {
    byte[] two = {(byte) 0xEF, (byte) 0xBB};

    assertThat(stream(two).readAllBytes()).containsExactly(two);
  }

  @Test
  void read_byteByByte_isTheSame() throws IOException {
    InputStream text = stream(MARK + "ab");

    assertThat(text.available()).isPositive();
    assertThat(text.read()).isEqualTo('a');
    assertThat(text.skip(1)).isEqualTo(1);
    assertThat(text.read()).isEqualTo(-1);
  }
}
