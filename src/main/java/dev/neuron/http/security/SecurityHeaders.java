package dev.neuron.http.security;

import dev.neuron.http.filter.FilterOrder;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * Security headers of every response. A browser is to trust the Content-Type, show the response in
 * no frame, give it to no page of another origin without CORS, and send no Referer. It may load and
 * run nothing, or for a page only files of this service.
 */
@Configuration(proxyBeanMethods = false)
public class SecurityHeaders {

  /** The hash of the only inline style: the colours of Swagger's logo. */
  private static final String OF_SWAGGERS_LOGO =
      "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";

  private static final HeaderWriter OF_PAGES =
      writer(
          "default-src 'none'; script-src 'self'; style-src 'self' "
              + OF_SWAGGERS_LOGO
              + "; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
              + " form-action 'none'; frame-ancestors 'none'");

  /** Writes the headers of a response that is not a page, unless they are already set. */
  public static final HeaderWriter OF_API = writer("default-src 'none'; frame-ancestors 'none'");

  private static HeaderWriter writer(String contentSecurityPolicy) {
    return new StaticHeadersWriter(
        List.of(
            new Header("X-Content-Type-Options", "nosniff"),
            new Header("X-Frame-Options", "DENY"),
            new Header("Referrer-Policy", "no-referrer"),
            new Header("Cross-Origin-Opener-Policy", "same-origin"),
            new Header("Cross-Origin-Resource-Policy", "same-origin"),
            new Header("Content-Security-Policy", contentSecurityPolicy)));
  }

  @Bean
  Pages pages() {
    return new Pages(StaticFiles.paths("static/"));
  }

  /**
   * Registers the filter before all others that respond; it writes the headers before the response
   * begins.
   */
  @Bean
  FilterRegistrationBean<HeaderWriterFilter> securityHeadersFilter(Pages pages) {
    HeaderWriterFilter filter =
        new HeaderWriterFilter(
            List.of(
                (request, response) ->
                    (pages.matches(request) ? OF_PAGES : OF_API).writeHeaders(request, response)));
    filter.setShouldWriteHeadersEagerly(true);
    return FilterOrder.SECURITY_HEADERS.register(filter);
  }
}
