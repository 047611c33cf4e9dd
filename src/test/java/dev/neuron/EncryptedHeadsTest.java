package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The time for a head begins with the connection, so that it holds a TLS handshake too. */
@ProcessTest
@ServiceTest(properties = "neuron.limits.max-head-time=2s")
class EncryptedHeadsTest {

  private static final String PASSWORD = "changeit";

  /** The beginning of a record that holds a handshake of 512 bytes. */
  private static final String HANDSHAKE = "\u0016\u0003\u0001\u0002\u0000\u0001";

  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

  @TempDir private static Path folder;

  private final int port;

  EncryptedHeadsTest(@LocalServerPort int port) {
    this.port = port;
  }

  @DynamicPropertySource
  static void certificate(DynamicPropertyRegistry properties) throws Exception {
    Path store = folder.resolve("service.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "service",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    properties.add("server.ssl.key-store", store::toString);
    properties.add("server.ssl.key-store-password", () -> PASSWORD);
  }

  @Test
  void handshake_ofAByteNowAndThen_isCut() throws IOException {
    try (SlowHeads slow = new SlowHeads("127.0.0.1", port, 5, HANDSHAKE)) {
      slow.untilCut("\u0001");
    }
  }

  @Test
  void encryptedHead_thatIsWhole_isServed_andHalfOfOneIsCut() throws Exception {
    try (SSLSocket socket = connect()) {
      String request = "GET /models HTTP/1.1\r\nHost: localhost\r\n\r\n";
      for (int i = 0; i < 2; i++) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        byte[] status = socket.getInputStream().readNBytes(12);
        assertThat(new String(status, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 200");
        skipAnswer(socket);
      }
      socket.getOutputStream().write("GET ".getBytes(StandardCharsets.ISO_8859_1));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  /** To the end of the body, which Content-Length tells. */
  private static void skipAnswer(SSLSocket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int read = socket.getInputStream().read();
      assertThat(read).as(head.toString()).isNotNegative();
      head.append((char) read);
    }
    Matcher length = CONTENT_LENGTH.matcher(head);
    assertThat(length.find()).as(head.toString()).isTrue();
    socket.getInputStream().skipNBytes(Long.parseLong(length.group(1)));
  }

  private SSLSocket connect() throws Exception {
    KeyStore store =
        KeyStore.getInstance(folder.resolve("service.p12").toFile(), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return (SSLSocket)
        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
  }
}
