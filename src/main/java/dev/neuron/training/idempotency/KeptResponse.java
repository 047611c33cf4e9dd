package dev.neuron.training.idempotency;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * A response that is buffered until it is complete. A long one is passed through as soon as it
 * exceeds the buffer, so that it takes little memory.
 */
final class KeptResponse extends HttpServletResponseWrapper {

  /** The maximum length of a body that is kept. */
  private static final int MAX_KEPT = 1 << 16;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Keeper keeper;
  private boolean isKept;
  private boolean passesThrough;
  private @Nullable PrintWriter writer;
  private @Nullable ServletOutputStream stream;

  /** Keeps responses for later. */
  interface Keeper {
    /**
     * Keeps a response if it is worth keeping.
     *
     * @param body null if it is too long to be kept
     * @return true if it was kept
     */
    boolean keep(byte @Nullable [] body);
  }

  /**
   * Buffers a response.
   *
   * @param keeper is called once: with the whole body, or when the body turns out to be too long,
   *     before any of it is sent
   */
  KeptResponse(HttpServletResponse response, Keeper keeper) {
    super(response);
    this.keeper = keeper;
  }

  /** Lets the keeper keep the complete response. */
  void keep() {
    if (!passesThrough) {
      isKept = keeper.keep(body());
    }
  }

  boolean isKept() {
    return isKept;
  }

  /** Returns the body; null if it is too long to be kept. */
  byte @Nullable [] body() {
    if (writer != null) {
      writer.flush();
    }
    return passesThrough ? null : kept.toByteArray();
  }

  /** Sends the buffered response. */
  void send() throws IOException {
    byte[] body = body();
    if (body != null) {
      passesThrough = true;
      super.getOutputStream().write(body);
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (stream == null) {
      stream = new Body(super.getOutputStream());
    }
    return stream;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      Charset charset = Charset.forName(getCharacterEncoding());
      writer = new PrintWriter(new OutputStreamWriter(getOutputStream(), charset));
    }
    return writer;
  }

  @Override
  public void flushBuffer() throws IOException {
    if (passesThrough) {
      super.flushBuffer();
    }
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    kept.reset();
  }

  @Override
  public void reset() {
    super.reset();
    kept.reset();
  }

  private final class Body extends ServletOutputStream {
    private final ServletOutputStream target;

    Body(ServletOutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!passesThrough && kept.size() + length > MAX_KEPT) {
        isKept = keeper.keep(null);
        passesThrough = true;
        kept.writeTo(target);
        kept.reset();
      }
      if (passesThrough) {
        target.write(bytes, offset, length);
      } else {
        kept.write(bytes, offset, length);
      }
    }

    @Override
    public void flush() throws IOException {
      if (passesThrough) {
        target.flush();
      }
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("Asynchronous writing is not supported");
    }
  }
}
