package dev.neuron;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** nginx on ports of this machine alone; where there is none, the test is skipped with a word. */
final class Nginx implements AutoCloseable {

  private static final int SECONDS = 30;

  private static final String START =
      """
      daemon off;
      master_process off;
      pid {folder}/nginx.pid;
      error_log {folder}/error.log warn;
      events { worker_connections 256; }
      http {
        access_log off;
        client_body_temp_path {folder}/body;
        proxy_temp_path {folder}/proxy;
        fastcgi_temp_path {folder}/fastcgi;
        uwsgi_temp_path {folder}/uwsgi;
        scgi_temp_path {folder}/scgi;
      """;

  private final Process process;
  private final Path folder;

  private Nginx(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /** Starts one with these servers; {@code {folder}} stands for the folder. */
  static Nginx serving(Path folder, int port, String servers) throws IOException {
    return start(folder, port, START + servers + "}\n");
  }

  /**
   * Starts one with a configuration.
   *
   * @param port on which it listens
   */
  static Nginx start(Path folder, int port, String configuration) throws IOException {
    Path file = folder.resolve("nginx.conf");
    Files.writeString(file, configuration.replace("{folder}", folder.toString()));
    Process process =
        new ProcessBuilder(program(), "-p", folder.toString(), "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    Nginx nginx = new Nginx(process, folder);
    Waiting.until("nginx listens", () -> nginx.isListening(port));
    return nginx;
  }

  /** Says why there is no test. */
  private static String program() {
    Optional<String> found =
        List.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx").stream()
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst();
    if (found.isEmpty()) {
      System.out.println("Test behind a proxy skipped: needs nginx.");
    }
    assumeTrue(found.isPresent(), "no nginx");
    return found.orElseThrow();
  }

  /** A port that nothing listens on. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean isListening(int port) {
    if (!process.isAlive()) {
      throw new IllegalStateException("nginx has ended: " + output());
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }
}
