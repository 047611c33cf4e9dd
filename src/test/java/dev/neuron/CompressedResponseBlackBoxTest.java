package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Responses are compressed for clients that accept it, where that is worth it. */
@ServiceTest
class CompressedResponseBlackBoxTest {

  private static final int TIMEOUT_MILLIS = 60_000;
  private static final String JSON = "application/json";
  private static final String ACCEPT = "Accept-Encoding";

  private final int port;
  private final ServiceClient service;

  CompressedResponseBlackBoxTest(@LocalServerPort int port) {
    this.port = port;
    service = new ServiceClient(port);
  }

  /** A model with many weights. */
  private String wideModel() {
    String weights = String.join(",", Collections.nCopies(5000, "0.125"));
    return service
        .post("/models", "{\"W\": [" + weights + "], \"b\": 0}")
        .expect(201)
        .json()
        .get("modelId")
        .stringValue();
  }

  private Answer predict(int rows, String type, String... more) {
    String x = String.join(",", Collections.nCopies(rows, "[1,0]"));
    String[] headers = {"Content-Type", JSON, "Accept", type, more[0], more[1]};
    return service
        .send(
            "POST",
            "/predict",
            BodyPublishers.ofString("{\"W\": [1, 2], \"b\": 0.5, \"x\": [" + x + "]}"),
            headers)
        .expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, "text/csv", "application/x-ndjson"})
  void response_long_isCompressedIfAccepted(String type) {
    Answer plain = predict(2000, type, ACCEPT, "identity");
    Answer compressed = predict(2000, type, ACCEPT, "deflate, gzip");

    assertThat(plain.header("Content-Encoding")).isEmpty();
    assertThat(plain.header("Vary")).contains("accept-encoding");
    assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(compressed.header("Content-Type")).isEqualTo(type);
    assertThat(compressed.body().length).isLessThan(plain.body().length / 10);
    assertThat(Gzip.content(compressed.body())).isEqualTo(plain.body());
  }

  @Test
  void response_knownToBeShort_isNotCompressed() {
    assertThat(predict(10, JSON, ACCEPT, "gzip").header("Content-Encoding")).isEmpty();
  }

  /** A strong ETag stands for the very bytes. */
  @Test
  void model_isNotCompressed_andIsNotSentAgain() {
    String path = "/models/" + wideModel();

    Answer model = service.get(path, ACCEPT, "gzip").expect(200);

    assertThat(model.header("Content-Encoding")).isEmpty();
    assertThat(model.json().get("W").size()).isEqualTo(5000);
    Answer again = service.get(path, ACCEPT, "gzip", "If-None-Match", model.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "pmml", "python", "javascript", "c", "sql"})
  void export_compressed_isTheSameFile(String format) {
    String path = "/models/" + wideModel() + "/export?format=" + format;

    Answer plain = service.get(path).expect(200);
    Answer compressed = service.get(path, ACCEPT, "gzip").expect(200);

    assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(compressed.header("Content-Disposition"))
        .isEqualTo(plain.header("Content-Disposition"));
    assertThat(Gzip.content(compressed.body())).isEqualTo(plain.body());
  }

  @Test
  void events_areNotCompressed() {
    Answer answer =
        service.send(
            "POST",
            "/train/events?progressPoints=200",
            BodyPublishers.ofString(Examples.slides("{\"epochs\": 200}")),
            "Content-Type",
            JSON,
            ACCEPT,
            "gzip");

    assertThat(answer.expect(200).header("Content-Encoding")).isEmpty();
    assertThat(answer.text()).contains("event: done");
  }

  /** Both ways compressed: each response comes before the next line is sent. */
  @Test
  void lines_compressed_areAnsweredOneByOne() throws IOException {
    List<byte[]> lines =
        IntStream.rangeClosed(1, 3).mapToObj(CompressedResponseBlackBoxTest::line).toList();
    List<byte[]> pieces = Gzip.pieces(lines);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write( // HTTP/1.0: the response comes without chunks
          """
          POST /train/lines HTTP/1.0\r
          Host: localhost\r
          Content-Type: application/x-ndjson\r
          Content-Encoding: gzip\r
          Accept-Encoding: gzip\r
          Content-Length: %d\r
          \r
          """
              .formatted(pieces.stream().mapToInt(piece -> piece.length).sum())
              .getBytes(StandardCharsets.US_ASCII));
      out.write(pieces.getFirst());
      InputStream in = socket.getInputStream();
      assertThat(head(in)).contains("Content-Encoding: gzip");
      InputStream responses = new GZIPInputStream(in);
      for (int epochs = 1; epochs <= 3; epochs++) {
        assertThat(Answer.parse(line(responses)).get("epochsRun").intValue()).isEqualTo(epochs);
        out.write(pieces.get(epochs));
      }
      assertThat(responses.read()).isEqualTo(-1);
    }
  }

  private static byte[] line(int epochs) {
    String training = Examples.slides("{\"epochs\": %d}".formatted(epochs));
    return (training.strip().replace("\n", " ") + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = line(in); !line.isBlank(); line = line(in)) {
      head.append(line);
    }
    return head.toString();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      line.append((char) c);
      if (c == '\n') {
        break;
      }
    }
    return line.toString();
  }
}
