package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads server-sent events from a socket, as they come; can go away at any time. */
final class EventReader implements Closeable {

  private static final int TIMEOUT_MILLIS = 30_000;

  /** One event; {@code name} is "" for a comment. */
  record Event(String name, long id, String data) {
    JsonNode json() {
      return Answer.parse(data);
    }
  }

  private final Socket socket;
  private final BufferedReader lines;
  private final List<String> head = new ArrayList<>();

  private EventReader(Socket socket) throws IOException {
    this.socket = socket;
    lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
      head.add(line);
    }
  }

  /** Sends a request by HTTP/1.0, whose answer comes without chunks, and reads its head. */
  static EventReader open(int port, String method, String path, String body, String... headers) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String request =
          "%s %s HTTP/1.0\r\nHost: localhost\r\nAccept: text/event-stream\r\n%s%s\r\n"
              .formatted(
                  method,
                  path,
                  bytes.length == 0
                      ? ""
                      : "Content-Type: application/json\r\nContent-Length: "
                          + bytes.length
                          + "\r\n",
                  headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return new EventReader(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EventReader train(int port, String body) {
    return open(port, "POST", "/train", body);
  }

  int status() {
    return Integer.parseInt(head.getFirst().split(" ", -1)[1]);
  }

  String header(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ": ";
    return head.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }

  /** The next event, comments included; null at the end. */
  @Nullable Event next() {
    try {
      String name = "";
      long id = 0;
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          return new Event(name, id, data);
        }
        int colon = line.indexOf(": ");
        assertThat(colon).as(line).isNotNegative();
        String value = line.substring(colon + 2);
        switch (line.substring(0, colon)) {
          case "event" -> name = value;
          case "id" -> id = Long.parseLong(value);
          case "data" -> data = value;
          default -> assertThat(line).isEqualTo(": ");
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All events to the end but comments. */
  List<Event> rest() {
    List<Event> events = new ArrayList<>();
    for (Event event = next(); event != null; event = next()) {
      if (!event.name().isEmpty()) {
        events.add(event);
      }
    }
    return events;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
