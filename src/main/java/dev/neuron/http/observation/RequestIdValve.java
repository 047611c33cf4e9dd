package dev.neuron.http.observation;

import dev.neuron.problem.RequestId;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.MDC;

/**
 * Gives each request its id. In the server and not in a filter, so that what the server refuses
 * itself has one, and the line in which the server logs an unexpected exception.
 */
final class RequestIdValve extends ValveBase {

  private static final String ATTRIBUTE = RequestId.class.getName();

  RequestIdValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    MDC.put(RequestId.NAME, id(request, response));
    try {
      getNext().invoke(request, response);
    } finally {
      MDC.remove(RequestId.NAME);
    }
  }

  /** A request that is answered by several threads comes here several times. */
  private static String id(Request request, Response response) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    String id = RequestId.of(request.getHeader(RequestId.HEADER));
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader(RequestId.HEADER, id);
    return id;
  }
}
