package dev.neuron.training.lines;

import dev.neuron.admission.BodyMemory;
import dev.neuron.admission.Caller;
import dev.neuron.admission.MemoryShare;
import dev.neuron.admission.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;

/** The memory of one request of lines: that of its batches, and that of the line being parsed. */
final class LineMemory {

  /** Shorter lines take little memory while they are parsed. */
  private static final int LONG_LINE = 1 << 14;

  /** The line itself, and 16 bytes for a number and a comma that are two bytes of text. */
  private static final long BYTES_PER_BYTE = 10;

  private final BodyMemory memory;
  private final HttpServletRequest request;

  /**
   * Creates the memory of a request.
   *
   * @param request the request, which has a share as soon as its body is no longer small
   */
  LineMemory(BodyMemory memory, HttpServletRequest request) {
    this.memory = memory;
    this.request = request;
  }

  /** Returns an empty share for a batch. */
  MemoryShare ofBatch() {
    return memory.begin(Caller.of(request));
  }

  /**
   * Parses a line, with the memory for that reserved.
   *
   * @param length of the line, in bytes
   * @param waits true to wait for memory
   * @throws MemoryTakenException if there is none now, and {@code waits} is false
   * @throws RefusedException if none becomes free in time
   */
  <T> T whileParsing(int length, boolean waits, Supplier<T> parsing) {
    MemoryShare share = BodyMemory.of(request);
    if (length < LONG_LINE || share == null) {
      return parsing.get();
    }
    long before = share.bytes();
    take(share, before + BYTES_PER_BYTE * length, waits);
    try {
      return parsing.get();
    } finally {
      share.resize(before);
    }
  }

  /** Enlarges a share to the needed size; throws as {@link #whileParsing}. */
  static void take(MemoryShare share, long needed, boolean waits) {
    if (waits) {
      share.resize(needed);
    } else if (!share.tryResize(needed)) {
      throw new MemoryTakenException();
    }
  }
}
