package dev.neuron.http.encoding;

import dev.neuron.problem.RefusedBodyException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a body of gzip, of one or more members. Returns what can be decompressed of the
 * bytes so far without waiting for more, so that lines can be processed while they arrive.
 *
 * <p>{@link java.util.zip.GZIPInputStream} does not serve: after the first member it takes any
 * exception, that of a body too large, too slow or damaged included, for the end of the content.
 */
final class GzipStream extends ServletInputStream {

  private static final int BYTES_A_TURN = 1 << 20;
  private static final int UNSIGNED_BYTES = 4;
  private static final long UNSIGNED_MASK = 0xFFFF_FFFFL;

  private final CompressedBytes bytes;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private int bytesInTurn;
  private boolean inMember;
  private boolean begun;
  private boolean ended;
  private boolean closed;

  /**
   * Creates a stream that reads nothing yet. Close it, since an inflater has memory of its own.
   *
   * @param maxWait how long bytes may arrive that bring no content; then the body is too slow
   */
  GzipStream(InputStream body, Duration maxWait) {
    bytes = new CompressedBytes(body, maxWait);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    if (closed) {
      throw new IOException("The request has ended");
    }
    bytes.restartClock();
    while (!ended) {
      if (!inMember) {
        beginMember();
        continue;
      }
      int count = inflate(buffer, offset, length);
      if (count > 0) {
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else {
        bytes.feed(inflater);
      }
    }
    return -1;
  }

  /** Begins the next member, if there is one; the first must be there. */
  private void beginMember() throws IOException {
    if (begun && bytes.isAtEnd()) {
      ended = true;
      return;
    }
    begun = true;
    GzipHeader.skip(bytes);
    inflater.reset();
    checksum.reset();
    inMember = true;
  }

  private int inflate(byte[] buffer, int offset, int length) throws IOException {
    try {
      int count = inflater.inflate(buffer, offset, length);
      checksum.update(buffer, offset, count);
      letOthersRun(count);
      return count;
    } catch (DataFormatException e) {
      throw damaged();
    }
  }

  /**
   * Gives way to other requests now and then: a little that has arrived may be a lot of content,
   * and a virtual thread that waits for nothing would keep its processor.
   */
  @SuppressWarnings("ThreadPriorityCheck") // fairness only; nothing depends on it
  private void letOthersRun(int count) {
    bytesInTurn += count;
    if (bytesInTurn >= BYTES_A_TURN) {
      bytesInTurn = 0;
      Thread.yield();
    }
  }

  private void endMember() throws IOException {
    bytes.takeBack(inflater);
    if (unsigned() != checksum.getValue()
        || unsigned() != (inflater.getBytesWritten() & UNSIGNED_MASK)) {
      throw damaged();
    }
    inMember = false;
  }

  private long unsigned() throws IOException {
    long value = 0;
    for (int i = 0; i < UNSIGNED_BYTES; i++) {
      value |= (long) bytes.next() << (i * Byte.SIZE);
    }
    return value;
  }

  private static RefusedBodyException damaged() {
    return RefusedBodyException.malformedGzip(
        "The gzip data are damaged: they cannot be decompressed, or their checksum or length is"
            + " wrong.");
  }

  /** Returns 0: what is buffered may be less than a byte of the content. */
  @Override
  public int available() {
    return 0;
  }

  @Override
  public boolean isFinished() {
    return ended;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setReadListener(ReadListener listener) {
    throw new IllegalStateException("Compressed bodies are not read asynchronously");
  }

  /** Frees the memory of the inflater; the stream cannot be read any more. */
  @Override
  public void close() {
    closed = true;
    inflater.end();
  }
}
