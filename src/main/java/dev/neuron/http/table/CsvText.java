package dev.neuron.http.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a table in CSV, in the encoding that its first bytes show or else the request
 * names. Refuses bytes that are not text in it, with their line and place.
 */
final class CsvText extends Reader {

  private static final int BUFFER_BYTES = 1 << 13;

  private final InputStream body;
  private final Charset named;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();

  /** Its own buffer, since a reader may ask for one character where a pair comes next. */
  private final CharBuffer characters = CharBuffer.allocate(BUFFER_BYTES).flip();

  /** Null before the first read, which must not come early: nothing may have arrived yet. */
  private @Nullable CharsetDecoder decoder;

  /** How many bytes of the body came before those in the buffer. */
  private long before;

  private int line = 1;
  private boolean ended;

  /**
   * Creates a reader that reads nothing yet.
   *
   * @param named the encoding of a body that does not begin with a byte order mark
   */
  CsvText(InputStream body, Charset named) {
    this.body = body;
    this.named = named;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    while (!characters.hasRemaining()) {
      if (!decodeMore()) {
        return -1;
      }
    }
    int count = Math.min(length, characters.remaining());
    characters.get(buffer, offset, count);
    return count;
  }

  /**
   * Decodes what is in the buffer, or reads more. A fault is thrown once all characters before it
   * have been read, so that faults in those come first.
   *
   * @return false at the end of the text
   */
  private boolean decodeMore() throws IOException {
    CharsetDecoder current = decoder == null ? begin() : decoder;
    CoderResult result = current.decode(bytes, characters.clear(), ended);
    characters.flip();
    if (characters.hasRemaining()) {
      countLines();
    } else if (result.isError()) {
      throw notText(current.charset());
    } else if (ended) {
      return false;
    } else {
      fill();
    }
    return true;
  }

  /** Reads the first bytes, and decides by them. */
  private CharsetDecoder begin() throws IOException {
    while (!ended && bytes.remaining() < FirstBytes.MAX_LENGTH) {
      fill();
    }
    FirstBytes first = FirstBytes.of(bytes);
    bytes.position(first.markLength());
    CharsetDecoder created =
        Objects.requireNonNullElse(first.charset(), named)
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    decoder = created;
    return created;
  }

  /** Reads more bytes behind those that are not decoded yet. */
  private void fill() throws IOException {
    before += bytes.position();
    bytes.compact();
    int count = body.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = count < 0;
    bytes.position(bytes.position() + Math.max(count, 0)).flip();
  }

  private void countLines() {
    for (int i = 0; i < characters.limit(); i++) {
      line += characters.get(i) == '\n' ? 1 : 0;
    }
  }

  private UnreadableException notText(Charset charset) {
    ErrorLocation place = ErrorLocation.ofLine(line, null);
    return new UnreadableException(
        ProblemType.MALFORMED_CSV,
        place,
        place.describe(
            "byte %d of the body (0x%02X) is not text in %s. Save the table as CSV in UTF-8, or name its encoding: Content-Type: text/csv;charset=windows-1252."
                .formatted(
                    before + bytes.position() + 1, bytes.get(bytes.position()), charset.name())));
  }

  /**
   * The encoding: that which the first bytes show, once they have been read, else the named one.
   */
  Charset charset() {
    return decoder == null ? named : decoder.charset();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
