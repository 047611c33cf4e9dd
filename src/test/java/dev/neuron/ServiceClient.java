package dev.neuron;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls the service as any client would; knows nothing of its code. */
final class ServiceClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;
  private final String base;
  private final HttpClient http;
  private final @Nullable String token;

  ServiceClient(int port) {
    this(port, null);
  }

  /** A client that sends a bearer token with every request. */
  ServiceClient(int port, @Nullable String token) {
    this(port, "http://127.0.0.1:" + port, HTTP, token);
  }

  private ServiceClient(int port, String base, HttpClient http, @Nullable String token) {
    this.port = port;
    this.base = base;
    this.http = http;
    this.token = token;
  }

  /**
   * A client that goes by way of a proxy.
   *
   * @param base what URLs begin with, such as {@code https://127.0.0.1:8443/neuron}
   */
  static ServiceClient through(String base, HttpClient http) {
    return new ServiceClient(URI.create(base).getPort(), base, http, null);
  }

  URI uri(String path) {
    return URI.create(base + path);
  }

  Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  /** Posts JSON. */
  Answer post(String path, String json) {
    return send("POST", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
  }

  /** Posts another format, with its Accept header if one is given. */
  Answer post(String path, String type, byte[] body, String... accept) {
    BodyPublisher bytes = BodyPublishers.ofByteArray(body);
    return accept.length == 0
        ? send("POST", path, bytes, "Content-Type", type)
        : send("POST", path, bytes, "Content-Type", type, "Accept", accept[0]);
  }

  /** Posts without a Content-Length. */
  Answer chunked(String path, String type, byte[] body) {
    return send(
        "POST",
        path,
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
        "Content-Type",
        type);
  }

  /**
   * Trains.
   *
   * @param more names and values of further headers in turn
   */
  Answer train(String json, String... more) {
    return send(
        "POST",
        "/train",
        BodyPublishers.ofString(json),
        Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(more))
            .toArray(String[]::new));
  }

  Answer predict(String json) {
    return post("/predict", json);
  }

  /**
   * Sends any request.
   *
   * @param headers names and values in turn
   */
  Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, body).timeout(TIMEOUT);
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes these characters to the port and reads until the service closes the connection. */
  String raw(String request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends a head, then a text so many times a tenth of a second apart, and reads the answer as far
   * as it is there then.
   */
  String slowly(String head, String text, int times) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      for (int i = 0; i < times; i++) {
        Thread.sleep(100);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      }
      byte[] answer = new byte[1 << 16];
      int length = socket.getInputStream().read(answer);
      return new String(answer, 0, Math.max(length, 0), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
