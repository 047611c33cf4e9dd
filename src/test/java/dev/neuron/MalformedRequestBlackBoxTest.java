package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * What the server refuses before the application sees it is a problem too; paths come back as sent.
 */
@ServiceTest
class MalformedRequestBlackBoxTest {

  private final ServiceClient service;

  MalformedRequestBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET /mod|els HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /models/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /models/a%2Fb HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /models/%2e%2e%2f HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /models HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /models HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
        "GET /models HTTP/1.1\r\nHost: local host\r\nConnection: close\r\n\r\n",
        "GET /models HTTP/1.1\r\nHost: localhost\r\nBad Header\u0001: x\r\n\r\n",
        "POST /train HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /train HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "POST /train HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
        "GET /models HTTP/9.9\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "POST /train HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"
      })
  void request_malformed_isAProblemToo(String request) {
    String answer = service.raw(request);

    assertThat(answer).startsWith("HTTP/1.1 400");
    assertThat(answer).containsIgnoringCase("Content-Type: application/problem+json");
    assertThat(answer).doesNotContainIgnoringCase("tomcat", "exception", "<html", "apache");
    JsonNode problem =
        Answer.parse(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
    assertThat(problem.get("type").stringValue()).isEqualTo("/problems/invalid-request");
    assertThat(problem.get("status").intValue()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "/nope, /nope",
    "/models/a%20b, /models/a%20b",
    "/models/%C3%A4, /models/%C3%A4",
    "/models/a%25b, /models/a%25b"
  })
  void instance_isThePathOfTheRequest(String path, String instance) {
    Answer answer = service.get(path).expect(404);
    assertThat(answer.json().get("instance").stringValue()).isEqualTo(instance);
  }
}
