package dev.neuron.http.filter;

import dev.neuron.admission.BodyMemory;
import dev.neuron.admission.Caller;
import dev.neuron.admission.MemoryShare;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request whose body keeps to its limits, and has its memory reserved while it arrives. */
final class GuardedRequest extends HttpServletRequestWrapper {

  private static final long UNKNOWN_LENGTH = 1 << 16;

  private final HttpServletRequest request;
  private final BodyLimits limits;
  private final BodyMemory memory;
  private @Nullable MemoryShare reserved;

  GuardedRequest(HttpServletRequest request, BodyLimits limits, BodyMemory memory) {
    super(request);
    this.request = request;
    this.limits = limits;
    this.memory = memory;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return limits.guard(super.getInputStream(), this::arrived);
  }

  /** Adjusts the reservation, unless the reader of the body has replaced it by its own share. */
  private void arrived(long bytes) {
    if (reserved == null && BodyMemory.of(request) == null) {
      reserved = memory.reserve(Caller.of(request), limits.memory(expected(bytes)));
      BodyMemory.put(request, reserved);
    } else if (reserved != null
        && reserved == BodyMemory.of(request)
        && !limits.kind().isEndless()) {
      reserved.arrived(limits.memory(bytes));
    }
  }

  /** Returns the expected length; a body without a Content-Length is expected to be short. */
  private long expected(long arrived) {
    long length = getContentLengthLong();
    return length >= 0 ? length : Math.min(limits.maxBytes(), Math.max(arrived, UNKNOWN_LENGTH));
  }
}
