package dev.neuron;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A request as it goes over the wire, so that each part of it can be wrong. Every character stands
 * for one byte.
 *
 * @param headers whole lines; Content-Length is added if none of them says how long the body is
 */
record WireRequest(
    String method, String target, String version, List<String> headers, String body) {

  private static final int SHOWN = 3000;
  private static final Pattern HAS_VERSION = Pattern.compile("[^ \n]+ +[^ \n]+[^\n]* HTTP/1.1\r\n");

  /** A well-formed request with a body, which may be empty. */
  static WireRequest of(String method, String target, byte[] body, String... headers) {
    List<String> lines = new ArrayList<>(List.of(headers));
    lines.add("Host: localhost");
    lines.add("Connection: close");
    return new WireRequest(
        method, target, "HTTP/1.1", lines, new String(body, StandardCharsets.ISO_8859_1));
  }

  WireRequest withMethod(String other) {
    return new WireRequest(other, target, version, headers, body);
  }

  WireRequest withTarget(String other) {
    return new WireRequest(method, other, version, headers, body);
  }

  WireRequest withVersion(String other) {
    return new WireRequest(method, target, other, headers, body);
  }

  WireRequest withBody(String other) {
    return new WireRequest(method, target, version, headers, other);
  }

  WireRequest withHeaders(List<String> lines) {
    return new WireRequest(method, target, version, List.copyOf(lines), body);
  }

  /** With one header line more. */
  WireRequest plus(String line) {
    List<String> lines = new ArrayList<>(headers);
    lines.add(line);
    return withHeaders(lines);
  }

  /** Without the headers of this name. */
  WireRequest without(String name) {
    return withHeaders(headers.stream().filter(line -> !isNamed(line, name)).toList());
  }

  /** Whether its length is right, so that the server can tell where it ends. */
  boolean hasRightLength() {
    return headers.stream()
        .noneMatch(line -> isNamed(line, "Content-Length") || isNamed(line, "Transfer-Encoding"));
  }

  /** Whether its first line is not one of HTTP/0.9, to which a body alone is answered, if any. */
  boolean hasVersion() {
    return HAS_VERSION.matcher(text()).lookingAt();
  }

  byte[] bytes() {
    return text().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The request for a reader of a failed test; what cannot be printed is escaped. */
  String shown() {
    StringBuilder shown = new StringBuilder();
    for (char c : text().toCharArray()) {
      if (c == '\n' || (c >= ' ' && c < 0x7F)) {
        shown.append(c);
      } else {
        shown.append("\\x").append("%02x".formatted((int) c));
      }
    }
    return shown.length() <= SHOWN
        ? shown.toString()
        : shown.substring(0, SHOWN) + "… (" + text().length() + " bytes)";
  }

  private String text() {
    String length =
        body.isEmpty() || !hasRightLength() ? "" : "Content-Length: " + body.length() + "\r\n";
    String lines = headers.isEmpty() ? "" : String.join("\r\n", headers) + "\r\n";
    return method + " " + target + " " + version + "\r\n" + lines + length + "\r\n" + body;
  }

  private static boolean isNamed(String line, String name) {
    return line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":");
  }
}
