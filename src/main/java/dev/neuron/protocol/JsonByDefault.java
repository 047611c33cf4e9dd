package dev.neuron.protocol;

import dev.neuron.http.filter.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Reads bodies of {@code /v1} and {@code /v2} as JSON by default, as other servers of these
 * protocols do: many clients send no Content-Type, or only curl's {@code
 * application/x-www-form-urlencoded}.
 */
@Configuration(proxyBeanMethods = false)
class JsonByDefault {

  @Bean
  FilterRegistrationBean<HttpFilter> jsonByDefaultFilter() {
    return FilterOrder.DEFAULT_FORMAT.register(new Filter(), "/v1/*", "/v2/*");
  }

  private static final class Filter extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      String type = request.getContentType();
      boolean isSilent =
          type == null || type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
      chain.doFilter(isSilent ? new JsonRequest(request) : request, response);
    }
  }

  private static final class JsonRequest extends HttpServletRequestWrapper {

    JsonRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getContentType() {
      return MediaType.APPLICATION_JSON_VALUE;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return isContentType(name) ? getContentType() : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return isContentType(name)
          ? Collections.enumeration(Collections.singleton(getContentType()))
          : super.getHeaders(name);
    }

    private static boolean isContentType(String name) {
      return HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name);
    }
  }
}
