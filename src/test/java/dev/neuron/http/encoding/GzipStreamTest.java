package dev.neuron.http.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.problem.RefusedBodyException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipStreamTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final byte[] TEXT = "0,1\n1,1\n".repeat(5000).getBytes(StandardCharsets.UTF_8);

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] read(InputStream body) throws IOException {
    try (GzipStream content = new GzipStream(body, LONG)) {
      byte[] all = content.readAllBytes();
      assertThat(content.isFinished()).isTrue();
      assertThat(content.read()).isEqualTo(-1);
      return all;
    }
  }

  private static byte[] read(byte[] body) throws IOException {
    return read(new ByteArrayInputStream(body));
  }

  private static void assertMalformed(byte[] body, String words) {
    assertThatExceptionOfType(RefusedBodyException.class)
        .isThrownBy(() -> read(body))
        .withMessageContaining(words);
  }

  /** A body that arrives in pieces of one length. */
  private static InputStream inPieces(byte[] body, int length) {
    return new ByteArrayInputStream(body) {
      @Override
      public int read(byte[] buffer, int offset, int max) {
        return super.read(buffer, offset, Math.min(max, length));
      }

      @Override
      public int read(byte[] buffer) {
        return read(buffer, 0, buffer.length);
      }

      @Override
      public int available() {
        return 0; // as a socket may say between any two bytes
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 18, 4096, 1 << 20})
  void content_inPiecesOfAnyLength_isThatOfAllMembers(int length) throws IOException {
    byte[] random = new byte[100_000];
    new Random(1).nextBytes(random);
    byte[] body = join(gzip(TEXT), gzip(new byte[0]), gzip(random), gzip(TEXT));

    assertThat(read(inPieces(body, length))).isEqualTo(join(TEXT, random, TEXT));
  }

  @Test
  void content_empty_isEmpty() throws IOException {
    assertThat(read(gzip(new byte[0]))).isEmpty();
  }

  @Test
  void read_byteByByte_isTheContent() throws IOException {
    try (GzipStream content =
        new GzipStream(new ByteArrayInputStream(gzip(new byte[] {-1, 0, 1})), LONG)) {
      assertThat(new int[] {content.read(), content.read(), content.read(), content.read()})
          .containsExactly(255, 0, 1, -1);
    }
  }

  /** With an extra field, a name, a comment and a checksum, as RFC 1952 allows. */
  @Test
  void header_withAllFields_isSkipped() throws IOException {
    byte[] plain = gzip(TEXT);
    byte[] header = HexFormat.of().parseHex("1f8b081e0000000000030300616263" + "6e00" + "6300");
    CRC32 crc = new CRC32();
    crc.update(header);
    byte[] checksum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);

    assertThat(read(join(header, checksum, rest))).isEqualTo(TEXT);
    checksum[0]++;
    assertMalformed(join(header, checksum, rest), "checksum of the header");
  }

  @ParameterizedTest
  @CsvSource({
    "'', ends before",
    "7b7d, 1F 8B",
    "789c030000000001, 1F 8B",
    "1f8b070000000000000003000000000000000000, RFC 1952",
    "1f8b088000000000000003000000000000000000, RFC 1952",
    "1f8b08000000000000ffffffffffff, damaged"
  })
  void body_notGzip_isRefused(String hexadecimal, String words) {
    assertMalformed(HexFormat.of().parseHex(hexadecimal), words);
  }

  @Test
  void body_cutOffAnywhere_isRefused() throws IOException {
    byte[] body = gzip("0,1\n1,1\n".getBytes(StandardCharsets.UTF_8));
    for (int length = 0; length < body.length; length++) {
      assertMalformed(Arrays.copyOf(body, length), "ends before");
      if (length > 0) { // and so is a later member
        assertMalformed(join(body, Arrays.copyOf(body, length)), "ends before");
      }
    }
  }

  @Test
  void checksumOrLength_wrong_isRefused() throws IOException {
    byte[] body = gzip(TEXT);
    for (int fromEnd = 1; fromEnd <= 8; fromEnd++) {
      byte[] damaged = body.clone();
      damaged[body.length - fromEnd] ^= 1;
      assertMalformed(damaged, "damaged");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "0000000000000000", "0a", "1f", "1f8b", "5b5d"})
  void bytes_afterTheLastMember_areRefused(String hexadecimal) throws IOException {
    byte[] body = join(gzip(TEXT), HexFormat.of().parseHex(hexadecimal));

    assertThatExceptionOfType(RefusedBodyException.class).isThrownBy(() -> read(body));
  }

  /** What has been flushed is there before the next bytes come. */
  @Test
  void line_flushed_isReadBeforeMoreArrives() throws IOException {
    try (PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out);
        GZIPOutputStream gzip = new GZIPOutputStream(out, true);
        GzipStream content = new GzipStream(in, LONG)) {
      byte[] buffer = new byte[100];
      for (int i = 0; i < 3; i++) {
        String line = "line " + i + "\n";
        gzip.write(line.getBytes(StandardCharsets.UTF_8));
        gzip.flush();
        int count = content.read(buffer, 0, buffer.length);
        assertThat(new String(buffer, 0, count, StandardCharsets.UTF_8)).isEqualTo(line);
      }
    }
  }

  /** GZIPInputStream takes it for the end of the content. */
  @Test
  void exception_betweenTwoMembers_isNoEnd() throws IOException {
    InputStream body =
        new ByteArrayInputStream(gzip(TEXT)) {
          @Override
          public int read(byte[] buffer) throws IOException {
            if (available() == 0) {
              throw new SocketTimeoutException();
            }
            return super.read(buffer);
          }
        };

    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> read(body));
  }

  /** Empty blocks without end: bytes that bring no content. */
  @Test
  void body_withoutContentForTooLong_isTooSlow() throws IOException {
    byte[] header = HexFormat.of().parseHex("1f8b0800000000000003");
    byte[] emptyBlock = HexFormat.of().parseHex("000000ffff");
    InputStream body =
        new InputStream() {
          private long count;

          @Override
          public int read() {
            long at = count++;
            return Byte.toUnsignedInt(
                at < header.length
                    ? header[(int) at]
                    : emptyBlock[(int) ((at - header.length) % emptyBlock.length)]);
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            for (int i = 0; i < length; i++) {
              buffer[offset + i] = (byte) read();
            }
            return length;
          }
        };
    try (GzipStream content = new GzipStream(body, Duration.ofMillis(1))) {
      assertThatExceptionOfType(RefusedBodyException.class)
          .isThrownBy(content::read)
          .withMessageContaining("not arrived");
    }
  }

  @Test
  void stream_closed_isNotRead() throws IOException {
    GzipStream content = new GzipStream(new ByteArrayInputStream(gzip(TEXT)), LONG);
    assertThat(content.read()).isEqualTo('0');
    content.close();
    content.close();

    assertThatExceptionOfType(IOException.class).isThrownBy(content::read);
  }
}
