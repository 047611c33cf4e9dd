package dev.neuron.http.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Requests each document of the issuer at a bounded rate, and returns the last response in between.
 * The library requests the keys again for each JWT with an unknown key id, and any client can send
 * such JWTs.
 */
final class IssuerResponses implements ClientHttpRequestInterceptor {

  private final Map<URI, Document> documents = new ConcurrentHashMap<>();
  private final Duration pause;
  private final LongSupplier nanoTime;

  /**
   * Creates an interceptor, without sending a request yet.
   *
   * @param pause how long a response, or a failure, is reused
   * @param nanoTime a clock such as {@link System#nanoTime()}
   */
  IssuerResponses(Duration pause, LongSupplier nanoTime) {
    this.pause = pause;
    this.nanoTime = nanoTime;
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    return documents
        .computeIfAbsent(request.getURI(), _ -> new Document())
        .response(() -> execution.execute(request, body));
  }

  private interface Question {
    ClientHttpResponse ask() throws IOException;
  }

  /** One document: when it was last requested, and its response; none if that failed. */
  private final class Document {

    private final ReentrantLock lock = new ReentrantLock();
    private boolean before;
    private long requestedAt;
    private @Nullable Kept kept;

    ClientHttpResponse response(Question question) throws IOException {
      lock.lock();
      try {
        if (!before || nanoTime.getAsLong() - requestedAt >= pause.toNanos()) {
          kept = null;
          try (ClientHttpResponse response = question.ask()) {
            kept = Kept.of(response);
          } finally {
            before = true;
            requestedAt = nanoTime.getAsLong();
          }
        }
        if (kept == null) {
          throw new IOException("The issuer failed to respond a moment ago");
        }
        return kept;
      } finally {
        lock.unlock();
      }
    }
  }

  /** A response that can be read any number of times. */
  private record Kept(HttpStatusCode status, String text, HttpHeaders headers, byte[] bytes)
      implements ClientHttpResponse {

    static Kept of(ClientHttpResponse response) throws IOException {
      return new Kept(
          response.getStatusCode(),
          response.getStatusText(),
          response.getHeaders(),
          response.getBody().readAllBytes());
    }

    @Override
    public HttpStatusCode getStatusCode() {
      return status;
    }

    @Override
    public String getStatusText() {
      return text;
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public void close() {
      // The response is in memory, so nothing is open.
    }
  }
}
