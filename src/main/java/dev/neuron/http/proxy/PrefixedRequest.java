package dev.neuron.http.proxy;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request whose context path and URI begin with the prefix that a proxy stripped. They are
 * computed on each call, since a forward changes the wrapped request.
 */
public final class PrefixedRequest extends HttpServletRequestWrapper {

  private static final String ATTRIBUTE = PrefixedRequest.class.getName();

  private final String prefix;

  PrefixedRequest(HttpServletRequest request, String prefix) {
    super(request);
    this.prefix = prefix;
  }

  /** Stores the prefix in the request, for every thread that processes it. */
  static void setPrefix(String prefix, ServletRequest request) {
    request.setAttribute(ATTRIBUTE, prefix);
  }

  /** The prefix; empty if there is none. */
  public static String prefix(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String prefix ? prefix : "";
  }

  @Override
  public String getContextPath() {
    return prefix + super.getContextPath();
  }

  @Override
  public String getRequestURI() {
    return prefix + super.getRequestURI();
  }

  @Override
  public StringBuffer getRequestURL() {
    StringBuffer url = super.getRequestURL();
    return url.insert(url.length() - super.getRequestURI().length(), prefix);
  }
}
