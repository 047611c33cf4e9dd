package dev.neuron.http.encoding;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A request of gzip whose body is decompressed. It has neither {@code Content-Encoding} nor {@code
 * Content-Length}, since the length of the content is not known. Close it when the body will not be
 * read any more.
 */
public final class DecodedRequest extends HttpServletRequestWrapper implements AutoCloseable {

  private static final List<String> HIDDEN =
      List.of(HttpHeaders.CONTENT_ENCODING, HttpHeaders.CONTENT_LENGTH);

  private final UnaryOperator<ServletInputStream> guard;
  private final Duration maxWait;
  private @Nullable GzipStream body;

  /**
   * Decodes a request.
   *
   * @param guard limits the compressed body
   * @param maxWait how long bytes may arrive that bring no content
   */
  public DecodedRequest(
      HttpServletRequest request, UnaryOperator<ServletInputStream> guard, Duration maxWait) {
    super(request);
    this.guard = guard;
    this.maxWait = maxWait;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body = new GzipStream(guard.apply(super.getInputStream()), maxWait);
    }
    return body;
  }

  @Override
  public int getContentLength() {
    return -1;
  }

  @Override
  public long getContentLengthLong() {
    return -1;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isHidden(name) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(
        Collections.list(super.getHeaderNames()).stream().filter(name -> !isHidden(name)).toList());
  }

  @Override
  public int getIntHeader(String name) {
    return isHidden(name) ? -1 : super.getIntHeader(name);
  }

  private static boolean isHidden(String name) {
    return HIDDEN.stream().anyMatch(name::equalsIgnoreCase);
  }

  @Override
  public void close() {
    if (body != null) {
      body.close();
    }
  }
}
