package dev.neuron.training.lines;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue of bytes on disk. It consists of segments, each of which is deleted as soon as it has
 * been read, so that the disk holds only unread bytes. For one thread at a time.
 */
final class SpoolFile implements AutoCloseable {

  /** The maximum of bytes that are written at a time; about as many are read. */
  static final int MAX_BLOCK = 1 << 16;

  private static final Logger LOG = LoggerFactory.getLogger(SpoolFile.class);

  /** A file of the spool that is deleted when it is closed. */
  private static final class Segment implements AutoCloseable {
    private final FileChannel channel;
    private long written;
    private long read;

    Segment() throws IOException {
      Path path = Files.createTempFile("neuron-answers", null);
      channel =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      long at = written;
      while (buffer.hasRemaining()) {
        at += channel.write(buffer, at);
      }
      written = at; // only now, so that a partial write is overwritten
    }

    byte[] read() throws IOException {
      byte[] bytes = new byte[(int) Math.min(MAX_BLOCK, written - read)];
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        read += channel.read(buffer, read);
      }
      return bytes;
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("A spool file of responses could not be closed; continuing without its space", e);
      }
    }
  }

  private final SpoolSpace space;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private boolean failed;

  SpoolFile(SpoolSpace space) {
    this.space = space;
  }

  boolean isEmpty() {
    return segments.isEmpty();
  }

  /** Appends bytes; returns false if there is no space. */
  boolean append(byte[] bytes, int offset, int length) {
    try {
      boolean isFull =
          segments.isEmpty() || segments.getLast().written + length > SpoolSpace.SEGMENT_BYTES;
      if (isFull && !addSegment()) {
        return false;
      }
      segments.getLast().write(bytes, offset, length);
      failed = false;
      return true;
    } catch (IOException e) {
      removeLastIfUnused();
      if (!failed) {
        LOG.warn(
            "The spool of responses cannot be written to the temporary folder; trainings on lines"
                + " wait until their client reads",
            e);
      }
      failed = true;
      return false;
    }
  }

  private boolean addSegment() throws IOException {
    if (!space.tryTake(segments.size())) {
      return false;
    }
    try {
      segments.add(new Segment());
      return true;
    } catch (IOException e) {
      space.giveBack();
      throw e;
    }
  }

  private void removeLastIfUnused() {
    if (!segments.isEmpty() && segments.getLast().written == 0) {
      segments.removeLast().close();
      space.giveBack();
    }
  }

  /** Returns the next bytes. Must not be called when it is empty. */
  byte[] read() throws IOException {
    Segment first = segments.getFirst();
    byte[] bytes = first.read();
    if (first.read == first.written) {
      segments.removeFirst().close();
      space.giveBack();
    }
    return bytes;
  }

  @Override
  public void close() {
    for (Segment segment : segments) {
      segment.close();
      space.giveBack();
    }
    segments.clear();
  }
}
