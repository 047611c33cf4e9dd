package dev.neuron.startup;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Checks the readiness of the service on this machine: exit code 0 if it is ready, else 1. The
 * health check of the image. It uses a bare socket, because it starts a JVM every few seconds and
 * an HTTP client would take a quarter of a second more.
 */
public final class HealthCheck {

  private static final String MANAGEMENT_PORT = "MANAGEMENT_SERVER_PORT";
  private static final int TIMEOUT_MILLIS = 2000;
  private static final int STATUS_LINE_BYTES = 12; // HTTP/1.1 200

  private HealthCheck() {}

  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    System.exit(isReady(port(environment), basePath(environment)) ? 0 : 1);
  }

  /** Reads the port from the environment variables that the service reads it from. */
  public static int port(Map<String, String> environment) {
    return Integer.parseInt(
        environment.getOrDefault(MANAGEMENT_PORT, environment.getOrDefault("SERVER_PORT", "8080")));
  }

  /** Reads the prefix of the probe's path from the same variables. */
  public static String basePath(Map<String, String> environment) {
    String path =
        environment.getOrDefault(
            environment.containsKey(MANAGEMENT_PORT)
                ? "MANAGEMENT_SERVER_BASE_PATH"
                : "SERVER_SERVLET_CONTEXT_PATH",
            "");
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path; // as Boot reads it
  }

  /** True if the readiness probe on this port, below this path, returns 200. */
  public static boolean isReady(int port, String basePath) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String request =
          "GET %s/actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
              .formatted(basePath);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream response = socket.getInputStream();
      String status = new String(response.readNBytes(STATUS_LINE_BYTES), StandardCharsets.US_ASCII);
      return status.endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }
}
