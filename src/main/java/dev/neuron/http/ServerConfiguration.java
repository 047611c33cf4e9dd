package dev.neuron.http;

import dev.neuron.http.proxy.BasePath;
import dev.neuron.http.security.SecurityHeaders;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.RequestId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

/** Configures what the server does before a request reaches Spring. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTheServer() {
    return factory ->
        factory.addContextCustomizers(
            context ->
                ((StandardHost) context.getParent())
                    .setErrorReportValveClass(ProblemReportValve.class.getName()));
  }

  /**
   * Sends {@code 100 Continue} only when the body is read, so that a body that is too large is
   * refused before the client sends it.
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> lateContinue() {
    return factory ->
        factory.addConnectorCustomizers(
            connector -> connector.setProperty("continueResponseTiming", "onRead"));
  }

  /**
   * Binds a separate management port to the address of the service. Spring Boot would bind it to
   * every address.
   */
  @Bean
  @ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
  SmartInitializingSingleton managementAddress(
      ManagementServerProperties management, ServerProperties server) {
    return () -> {
      if (management.getAddress() == null) {
        management.setAddress(server.getAddress());
      }
    };
  }

  /** Reports what the server itself refuses, such as a malformed request line, as a problem. */
  public static final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      ProblemType type = ProblemType.of(status);
      response.setStatus(type.status().value());
      SecurityHeaders.OF_API.writeHeaders(request, response);
      String id = RequestId.current();
      String problem =
          """
          {"type":"%s","title":"%s","status":%d,"detail":"%s","requestId":"%s"}"""
              .formatted(
                  BasePath.current() + type.uri(),
                  type.title(),
                  type.status().value(),
                  type.explanation(),
                  id);
      response.setHeader(RequestId.HEADER, id); // a reset of the response has removed it
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      try {
        response.getOutputStream().write(problem.getBytes(StandardCharsets.UTF_8));
        response.finishResponse();
      } catch (IOException e) {
        // The client has disconnected, so the response cannot be written.
      }
    }
  }
}
