package dev.neuron.http.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {

  private static final String TEXT = "größe,나이,\uD83D\uDE00\n1,2,3\n";

  private static String read(byte[] body, Charset named) throws IOException {
    return read(new ByteArrayInputStream(body), named);
  }

  private static String read(InputStream body, Charset named) throws IOException {
    StringWriter text = new StringWriter();
    new CsvText(body, named).transferTo(text);
    return text.toString();
  }

  private static UnreadableException unreadable(byte[] body, Charset named) {
    UnreadableException thrown =
        catchThrowableOfType(UnreadableException.class, () -> read(body, named));
    assertThat(thrown).isNotNull();
    assertThat(thrown.type()).isEqualTo(ProblemType.MALFORMED_CSV);
    return thrown;
  }

  /** A body that arrives byte by byte. */
  private static InputStream slow(byte[] body) {
    return new ByteArrayInputStream(body) {
      @Override
      public int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(length, 1));
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, größe", "ISO-8859-1, größe", "EUC-KR, 나이", "x-windows-949, 나이똠",
    "Shift_JIS, 年齢", "UTF-8, größe", "UTF-16BE, 나이", "KOI8-R, возраст"
  })
  void read_inTheNamedEncoding_isTheText(String charset, String name) throws IOException {
    String text = (name + ",y\n1,0\n").repeat(3000); // several buffers
    byte[] body = text.getBytes(Charset.forName(charset));

    assertThat(read(body, Charset.forName(charset))).isEqualTo(text);
    assertThat(read(slow(body), Charset.forName(charset))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
  void read_withAMark_isInItsEncodingWhateverIsNamed(String charset) throws IOException {
    byte[] body = ("\uFEFF" + TEXT).getBytes(Charset.forName(charset));

    assertThat(read(body, StandardCharsets.ISO_8859_1)).isEqualTo(TEXT);
    assertThat(read(slow(body), StandardCharsets.UTF_8)).isEqualTo(TEXT);
  }

  /** A pair of two characters does not fit into one, so it must be kept for the next read. */
  @Test
  void read_characterByCharacter_isTheText() throws IOException {
    StringBuilder text = new StringBuilder();
    try (CsvText reader =
        new CsvText(
            new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.UTF_8)) {
      for (int next = reader.read(); next >= 0; next = reader.read()) {
        text.append((char) next);
      }
    }
    assertThat(text).hasToString(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a\n"})
  void read_shortText_isRead(String text) throws IOException {
    assertThat(read(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Test
  void read_bytesThatAreNoText_namesLineAndByte() {
    UnreadableException thrown =
        unreadable(
            "a,y\n1,0\n\u00FC,1\n".getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);

    assertThat(thrown.place()).isEqualTo(ErrorLocation.ofLine(3, null));
    assertThat(thrown.detail())
        .startsWith("Line 3: byte 9 of the body (0xFC) is not text in UTF-8. ")
        .contains("charset=windows-1252");
  }

  @Test
  void read_bytesThatAreNoTextFarBehind_namesLineAndByte() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("1,0\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII));
    body.write(0xFF);

    assertThat(unreadable(body.toByteArray(), StandardCharsets.UTF_8).detail())
        .startsWith("Line 10001: byte 40001 of the body (0xFF)");
  }

  @Test
  void read_characterThatIsCutOff_isReported() {
    assertThat(unreadable(new byte[] {'a', '\n', (byte) 0xC3}, StandardCharsets.UTF_8).detail())
        .startsWith("Line 2: byte 3 of the body (0xC3)");
  }

  @ParameterizedTest
  @CsvSource({
    "504B030414000600, Excel (.xlsx)",
    "D0CF11E0A1B11AE1, .xls",
    "1F8B080000000000, gzip",
    "5041523115041500, Parquet",
    "934E554D50590100, application/x-npy",
    "255044462D312E37, PDF"
  })
  void read_anotherFile_saysWhatItIs(String first, String what) {
    assertThat(unreadable(HexFormat.of().parseHex(first), StandardCharsets.UTF_8).detail())
        .startsWith("The body is not CSV but ")
        .contains(what);
  }
}
