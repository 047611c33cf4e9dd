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
 * What every answer tells a browser: to take it for what its Content-Type says, to show it in no
 * frame, to hand it to no page of another origin that does not ask by CORS, to pass its address on
 * to nobody, and what it may load and run: nothing, or for a page what comes from here.
 */
@Configuration(proxyBeanMethods = false)
public class SecurityHeaders {

  /** Of the one style that does not come from a file: the colours in Swagger's logo. */
  private static final String OF_SWAGGERS_LOGO =
      "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";

  private static final HeaderWriter OF_PAGES =
      writer(
          "default-src 'none'; script-src 'self'; style-src 'self' "
              + OF_SWAGGERS_LOGO
              + "; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
              + " form-action 'none'; frame-ancestors 'none'");

  /** Writes the headers of an answer that is not a page, unless they stand there already. */
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

  /** Before everything else that answers; the headers are written before the answer is begun. */
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
