package dev.neuron.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.coyote.Request;
import org.junit.jupiter.api.Test;

class CompressedResponsesTest {

  private final CompressedResponses responses = new CompressedResponses(1);

  @Test
  void begin_withoutRoom_isNotCompressedUntilAnotherEnds() {
    Request first = new Request();
    Request second = new Request();
    assertThat(responses.begin(first, () -> true)).isTrue();

    assertThat(responses.begin(second, () -> true)).isFalse();
    responses.end(second);
    assertThat(responses.begin(second, () -> true)).isFalse();
    responses.end(first);
    responses.end(first);

    assertThat(responses.begin(second, () -> true)).isTrue();
    assertThat(responses.begin(first, () -> true)).isFalse();
  }

  @Test
  void begin_notToBeCompressed_takesNoRoom() {
    assertThat(responses.begin(new Request(), () -> false)).isFalse();

    assertThat(responses.begin(new Request(), () -> true)).isTrue();
  }
}
