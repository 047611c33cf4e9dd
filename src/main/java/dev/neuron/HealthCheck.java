package dev.neuron;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Asks the service on this machine whether it is ready: exit code 0 if so, else 1. The image's
 * health check; by a bare socket, because it starts a JVM every few seconds and an HTTP client
 * would cost a quarter of a second more.
 */
final class HealthCheck {

  private static final int TIMEOUT_MILLIS = 2000;
  private static final int STATUS_LINE_BYTES = 12; // HTTP/1.1 200

  private HealthCheck() {}

  /** Reads the port from the environment variables that the service reads it from. */
  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    String port =
        environment.getOrDefault(
            "MANAGEMENT_SERVER_PORT", environment.getOrDefault("SERVER_PORT", "8080"));
    System.exit(isReady(Integer.parseInt(port)) ? 0 : 1);
  }

  /** Whether the readiness probe on this port answers 200. */
  static boolean isReady(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String request =
          "GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream answer = socket.getInputStream();
      String status = new String(answer.readNBytes(STATUS_LINE_BYTES), StandardCharsets.US_ASCII);
      return status.endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }
}
