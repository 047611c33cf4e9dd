package dev.neuron.http.observation;

import dev.neuron.problem.RequestId;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.MDC;

/**
 * Gives each request its id. It is a valve and not a filter, so that requests that the server
 * itself refuses have one, and so has the log line of an unexpected exception.
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

  /**
   * Returns the id; a request that several threads process comes here several times and keeps its
   * id.
   */
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
