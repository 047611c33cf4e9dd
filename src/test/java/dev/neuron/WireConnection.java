package dev.neuron;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bare connection to the service: sends any bytes and reads the answers to them. */
final class WireConnection implements AutoCloseable {

  /** The status of a body alone, the answer to HTTP/0.9. */
  static final int BARE = 0;

  private static final int TIMEOUT_MILLIS = 60_000;
  private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);

  private final Socket socket;
  private final InputStream in;

  WireConnection(int port) throws IOException {
    this(port, "127.0.0.1");
  }

  /**
   * A connection of a certain caller.
   *
   * @param from its address, which is one of this machine, such as {@code 127.0.0.2}
   */
  WireConnection(int port, String from) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral(from), 0);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends all this; false if the service has closed its side before it was taken. */
  boolean send(byte[]... parts) {
    try {
      for (byte[] part : parts) {
        socket.getOutputStream().write(part);
      }
      return true;
    } catch (IOException e) {
      return false; // it may have answered nevertheless
    }
  }

  /** Says that nothing more will come, and reads what was answered until the service closes. */
  List<Answer> answersToTheEnd(boolean isHead) throws IOException {
    try {
      socket.shutdownOutput();
    } catch (SocketException e) {
      // It has closed the connection first.
    }
    List<Answer> answers = new ArrayList<>();
    try {
      Answer answer = read(isHead);
      while (answer != null) {
        answers.add(answer);
        answer = read(false);
      }
    } catch (SocketException e) {
      // Reset: it closed without having read everything, which ends the answers too.
    }
    return answers;
  }

  /**
   * The next final answer; null if the connection ends before one begins.
   *
   * @throws EOFException if it ends before the answer does
   */
  @Nullable Answer read(boolean isHead) throws IOException {
    String line = line();
    while (line != null && line.matches("HTTP/1\\.1 1\\d\\d.*")) { // 100 Continue
      headers();
      line = line();
    }
    if (line == null) {
      return null;
    }
    if (!line.matches("HTTP/1\\.1 [2-5]\\d\\d( .*)?")) {
      String rest = new String(in.readAllBytes(), ISO_8859_1);
      return new Answer(BARE, NO_HEADERS, (line + '\n' + rest).getBytes(ISO_8859_1));
    }
    int status = Integer.parseInt(line, 9, 12, 10);
    HttpHeaders headers = headers();
    boolean isEmpty = isHead || status == 204 || status == 304;
    return new Answer(status, headers, isEmpty ? new byte[0] : body(headers));
  }

  private HttpHeaders headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return HttpHeaders.of(headers, (name, value) -> true);
  }

  private byte[] body(HttpHeaders headers) throws IOException {
    if (headers.firstValue("Transfer-Encoding").isPresent()) {
      return chunks();
    }
    long length = headers.firstValueAsLong("Content-Length").orElse(-1);
    return length < 0 ? in.readAllBytes() : exactly((int) length);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = size();
    while (size > 0) {
      body.write(exactly(size));
      line();
      size = size();
    }
    headers(); // trailers
    return body.toByteArray();
  }

  private int size() throws IOException {
    String line = line();
    if (line == null) {
      throw new EOFException("the answer ends between two chunks");
    }
    return Integer.parseInt(line, 16);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(
          "the answer ends after %d of %d bytes".formatted(bytes.length, length));
    }
    return bytes;
  }

  /** A line without its end; null at the end of the connection. */
  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      line.write(c);
      c = in.read();
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
