package dev.neuron.http.filter;

import jakarta.servlet.Filter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;

/** The order of all filters: a request passes them from the first to the last. */
public enum FilterOrder {
  /** Measures the whole request. */
  TIMING,
  /** Writes the headers of every response, including those that filters write. */
  SECURITY_HEADERS,
  /** Strips the path prefix under which a proxy exposes the service. */
  BASE_PATH,
  /** Takes a path with a slash at its end for the same without. */
  TRAILING_SLASH,
  /** Refuses headers that Spring cannot read, before anything else reads them. */
  UNREADABLE_HEADERS,
  /** Refuses requests for another host. */
  HOST,
  /** Refuses pages of other origins, so that a page can read every later response. */
  CROSS_ORIGIN,
  /** Checks the token, before anything reads a body. */
  ACCESS,
  /** Limits the body in size, time and memory. */
  BODY,
  /** Gives a body that names no format the one that its endpoint expects. */
  DEFAULT_FORMAT,
  /** Responds without Spring's dispatcher where that is faster. */
  SHORTCUT,
  /** Responds to a repeated request with the first response. */
  REPEATED_REQUEST;

  /** Returns the order for Spring. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is what this enum is for
  public int value() {
    return Ordered.HIGHEST_PRECEDENCE + ordinal();
  }

  /**
   * Returns a registration at this place. A filter of a path is one of the same path with a slash
   * at its end too, since the server chooses filters before {@link #TRAILING_SLASH} removes it.
   *
   * @param paths patterns of the Servlet API; none for all requests
   */
  public <T extends Filter> FilterRegistrationBean<T> register(T filter, String... paths) {
    FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
    for (String path : paths) {
      registration.addUrlPatterns(path);
      if (!path.endsWith("*")) {
        registration.addUrlPatterns(path + "/");
      }
    }
    registration.setOrder(value());
    return registration;
  }
}
