package dev.neuron.http.proxy;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Gives a request the scheme, host, port, client and prefix from its {@code X-Forwarded-} headers,
 * as far as its proxies are trusted. It is a valve and not a filter: requests without such headers
 * cost next to nothing, and requests that the server itself refuses are covered too. Tomcat's own
 * valve supports neither prefixes nor a peer that is trusted on the scheme but not on the client.
 */
public final class ForwardedValve extends ValveBase {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final TrustedProxies proxies;
  private final String contextPath;

  /**
   * Creates a valve for a server.
   *
   * @param contextPath that of the service; empty if it has none
   */
  public ForwardedValve(TrustedProxies proxies, String contextPath) {
    super(true);
    this.proxies = proxies;
    this.contextPath = contextPath;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (ForwardedHeaders.areIn(request.getCoyoteRequest().getMimeHeaders())) {
      believe(ForwardedHeaders.take(request.getCoyoteRequest().getMimeHeaders()), request);
    }
    String basePath = PrefixedRequest.prefix(request.getRequest()) + contextPath;
    if (basePath.isEmpty()) {
      getNext().invoke(request, response);
      return;
    }
    BasePath.set(basePath);
    try {
      getNext().invoke(request, response);
    } finally {
      BasePath.clear();
    }
  }

  private void believe(ForwardedHeaders headers, Request request) {
    @Nullable InetAddress peer = AddressLiteral.read(request.getRemoteAddr());
    if (peer == null || !proxies.trusts(peer)) {
      return;
    }
    InetAddress client = proxies.client(peer, headers.addresses());
    if (!client.equals(peer)) {
      request.setRemoteAddr(client.getHostAddress());
      request.setRemoteHost(client.getHostAddress());
    }
    setScheme(headers.isSecure(), request);
    setHost(headers, request);
    if (!headers.prefix().isEmpty()) {
      PrefixedRequest.setPrefix(headers.prefix(), request.getRequest());
    }
  }

  private static void setScheme(@Nullable Boolean isSecure, Request request) {
    if (isSecure == null) {
      return;
    }
    request.getCoyoteRequest().scheme().setString(isSecure ? "https" : "http");
    request.setSecure(isSecure);
    if (request.getServerPort() == (isSecure ? HTTP : HTTPS)) { // the default of the other scheme
      request.setServerPort(isSecure ? HTTPS : HTTP);
    }
  }

  /**
   * Sets host and port. A port in X-Forwarded-Host comes first, since the client sent it;
   * X-Forwarded-Port may be that of an inner proxy.
   */
  private static void setHost(ForwardedHeaders headers, Request request) {
    HostPort host = headers.host();
    if (host != null) {
      request.getCoyoteRequest().serverName().setString(host.host());
      request.setServerPort(request.isSecure() ? HTTPS : HTTP);
    }
    int port = host != null && host.port() > 0 ? host.port() : headers.port();
    if (port > 0) {
      request.setServerPort(port);
    }
  }
}
