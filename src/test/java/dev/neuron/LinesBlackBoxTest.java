package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Many trainings in one request, more than the store holds. */
@ServiceTest(properties = "neuron.models.max-models=600")
class LinesBlackBoxTest {

  private static final String LINES = "application/x-ndjson";
  private static final int TIMEOUT_MILLIS = 60_000;

  private final int port;
  private final ServiceClient service;

  LinesBlackBoxTest(@LocalServerPort int port) {
    this.port = port;
    service = new ServiceClient(port);
  }

  private static String line(int epochs) {
    return Examples.slides("{\"epochs\": %d}".formatted(epochs)).strip().replace("\n", " ") + "\n";
  }

  private Answer train(String lines) {
    return service.post("/train", LINES, lines.getBytes(StandardCharsets.UTF_8));
  }

  private static List<JsonNode> json(Answer answer) {
    assertThat(answer.header("Content-Type")).isEqualTo(LINES);
    return answer.expect(200).text().lines().map(Answer::parse).toList();
  }

  @Test
  void lines_areAnsweredInOrder_eachAsIfAlone() {
    StringBuilder lines = new StringBuilder();
    for (int epochs = 1; epochs <= 500; epochs++) {
      // Long and short ones in turn, so that they do not end in order.
      lines.append(line(epochs % 2 == 0 ? epochs : epochs * 20));
    }

    List<JsonNode> answers = json(train(lines.toString()));

    assertThat(answers).hasSize(500);
    for (int epochs = 1; epochs <= 500; epochs++) {
      assertThat(answers.get(epochs - 1).get("epochsRun").intValue())
          .isEqualTo(epochs % 2 == 0 ? epochs : epochs * 20);
    }
    JsonNode alone = service.train(line(200)).expect(201).json();
    assertThat(answers.get(199).get("W")).isEqualTo(alone.get("W"));
    assertThat(answers.get(199).get("fingerprint")).isEqualTo(alone.get("fingerprint"));
    service.get("/models/" + answers.get(499).get("modelId").stringValue()).expect(200);
  }

  @Test
  void badLines_areAnsweredInTheirPlace_andFailNoOther() {
    String tooLong = "{\"name\": \"" + "a".repeat(1 << 20) + "\"}\n";
    List<JsonNode> answers =
        json(
            train(
                line(1)
                    + "\n  \r\n"
                    + "{\"dataset\": {\"x\": [[0, 1], [1]], \"y\": [0, 1]}}\n"
                    + "not JSON\n"
                    + line(2).replace("\n", "\r\n")
                    + tooLong
                    + "null\n"
                    + line(1).strip()
                    + line(1)
                    + Examples.slides("{\"epochs\": 10000001}").strip().replace("\n", " ")
                    + "\n"
                    + "{\"dataset\": {\"x\": [[1e300], [-1e300]], \"y\": [1, 0]}, \"hyperparameters\": {\"learningRate\": 1e300}}\n"
                    + line(3).strip()));

    assertThat(answers).hasSize(10);
    assertThat(answers.get(0).get("epochsRun").intValue()).isEqualTo(1);
    assertProblem(answers.get(1), 4, 422, "ragged-rows");
    assertThat(answers.get(1).at("/problem/errors/0/pointer").stringValue())
        .isEqualTo("#/dataset/x/1");
    assertProblem(answers.get(2), 5, 400, "malformed-json");
    assertThat(answers.get(3).get("epochsRun").intValue()).isEqualTo(2);
    assertProblem(answers.get(4), 7, 413, "line-too-long");
    assertProblem(answers.get(5), 8, 422, "missing-field");
    assertProblem(answers.get(6), 9, 400, "malformed-json");
    assertProblem(answers.get(7), 10, 422, "invalid-hyperparameter");
    assertProblem(answers.get(8), 11, 422, "training-diverged");
    assertThat(answers.get(9).get("epochsRun").intValue()).isEqualTo(3);
  }

  private static void assertProblem(JsonNode answer, int line, int status, String type) {
    assertThat(answer.path("line").asInt()).as(answer.toString()).isEqualTo(line);
    assertThat(answer.at("/problem/status").asInt()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.at("/problem/type").asString()).isEqualTo("/problems/" + type);
    assertThat(answer.at("/problem/detail").asString()).isNotBlank();
  }

  @Test
  void noLine_isAnsweredWithNone() {
    assertThat(json(train(""))).isEmpty();
    assertThat(json(train("\n\n"))).isEmpty();
  }

  @Test
  void parameters_areRefused() {
    service
        .post("/train?epochs=5", LINES, line(1).getBytes(StandardCharsets.UTF_8))
        .expectProblem(400, "invalid-request");
  }

  @Test
  void client_thatWaitsForEachAnswer_getsItBeforeItSendsMore() throws IOException {
    try (Socket socket = connect()) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      OutputStream out = socket.getOutputStream();
      head(out);
      for (int epochs = 1; epochs <= 3; epochs++) {
        chunk(out, line(epochs));
        JsonNode answer = Answer.parse(nextJson(in));
        assertThat(answer.get("epochsRun").intValue()).isEqualTo(epochs);
      }
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Larger than any body may be elsewhere, and than what sockets hold. */
  @Test
  void client_thatSendsEverythingBeforeItReads_getsAllAnswers() throws IOException {
    int count = 20_000;
    String padding = " ".repeat(900);
    byte[] line = (line(1).strip() + padding + "\n").getBytes(StandardCharsets.UTF_8);
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          """
          POST /train HTTP/1.0\r
          Host: localhost\r
          Content-Type: application/x-ndjson\r
          Content-Length: %d\r
          \r
          """
              .formatted((long) count * line.length)
              .getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < count; i++) {
        out.write(line);
      }
      out.flush();
      List<String> answers = new ArrayList<>();
      try (InputStream in = socket.getInputStream()) {
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
            .lines()
            .filter(answer -> answer.startsWith("{"))
            .forEach(answers::add);
      }
      assertThat(answers).hasSize(count);
      assertThat(Answer.parse(answers.getLast()).get("epochsRun").intValue()).isEqualTo(1);
    }
  }

  @Test
  void client_gone_leavesTheServiceAsItWas() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (Socket socket = connect()) {
        OutputStream out = socket.getOutputStream();
        head(out);
        chunk(out, line(5_000_000).repeat(20));
        socket.setSoLinger(true, 0); // an abrupt end
      }
    }
    service.train(line(1)).expect(201);
    assertThat(json(train(line(1).repeat(50)))).hasSize(50);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  private static void head(OutputStream out) throws IOException {
    out.write(
        """
        POST /train HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/x-ndjson\r
        Transfer-Encoding: chunked\r
        \r
        """
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static void chunk(OutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String nextJson(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && !line.startsWith("{")) {
      line = in.readLine();
    }
    return String.valueOf(line);
  }
}
