package dev.neuron.http.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.neuron.problem.RequestId;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestIdValveTest {

  private final Request request = mock(Request.class);
  private final Response response = mock(Response.class);
  private final Valve next = mock(Valve.class);
  private final RequestIdValve valve = new RequestIdValve();
  private final List<@Nullable String> seen = new ArrayList<>();

  @BeforeEach
  void connect() throws Exception {
    valve.setNext(next);
    doAnswer(_ -> seen.add(RequestId.current())).when(next).invoke(request, response);
  }

  @Test
  void request_withAnId_isKnownByItUntilItsResponse() throws Exception {
    when(request.getHeader("X-Request-Id")).thenReturn("mine");

    valve.invoke(request, response);

    assertThat(seen).containsExactly("mine");
    verify(response).setHeader("X-Request-Id", "mine");
    assertThat(RequestId.current()).isNull();
  }

  @Test
  void request_thatFails_leavesNoIdBehind() throws Exception {
    doAnswer(
            _ -> {
              seen.add(RequestId.current());
              throw new IllegalStateException();
            })
        .when(next)
        .invoke(request, response);

    assertThatIllegalStateException().isThrownBy(() -> valve.invoke(request, response));

    assertThat(seen).doesNotContainNull().hasSize(1);
    assertThat(RequestId.current()).isNull();
  }

  @Test
  void request_dispatchedAgain_keepsItsId() throws Exception {
    List<Object> attributes = new ArrayList<>();
    doAnswer(call -> attributes.add(call.getArgument(1))).when(request).setAttribute(any(), any());
    valve.invoke(request, response);

    Request again = mock(Request.class);
    Response sameResponse = mock(Response.class);
    when(again.getAttribute(RequestId.class.getName())).thenReturn(attributes.getFirst());
    doAnswer(_ -> seen.add(RequestId.current())).when(next).invoke(again, sameResponse);
    valve.invoke(again, sameResponse);

    assertThat(seen).hasSize(2).doesNotContainNull();
    assertThat(seen.getFirst()).isEqualTo(seen.getLast());
    verify(sameResponse, never()).setHeader(eq("X-Request-Id"), any());
  }
}
