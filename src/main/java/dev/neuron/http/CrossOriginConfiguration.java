package dev.neuron.http;

import dev.neuron.http.filter.FilterOrder;
import dev.neuron.http.security.Pages;
import dev.neuron.problem.Problem;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import tools.jackson.databind.json.JsonMapper;

/** Allows pages of the configured origins to call the service, never with credentials. */
@Configuration(proxyBeanMethods = false)
class CrossOriginConfiguration {

  @Bean
  FilterRegistrationBean<CorsFilter> corsFilter(
      HttpProperties properties, JsonMapper mapper, Pages pages) {
    CorsConfiguration rules = new CorsConfiguration();
    rules.setAllowedOriginPatterns(properties.allowedOrigins());
    rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "DELETE"));
    rules.setAllowedHeaders(List.of("*"));
    rules.setExposedHeaders(
        List.of(
            "Location",
            "ETag",
            "Retry-After",
            "RateLimit",
            "RateLimit-Policy",
            "Preference-Applied",
            "WWW-Authenticate",
            "Accept-Encoding",
            RequestId.HEADER));
    rules.setAllowCredentials(false);
    UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
    everywhere.registerCorsConfiguration("/**", rules);
    CorsFilter filter = new CorsFilter(everywhere);
    filter.setCorsProcessor(new ProblemCorsProcessor(mapper, pages));
    return FilterOrder.CROSS_ORIGIN.register(filter);
  }

  private static final class ProblemCorsProcessor extends DefaultCorsProcessor {
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private final JsonMapper mapper;
    private final Pages pages;

    ProblemCorsProcessor(JsonMapper mapper, Pages pages) {
      this.mapper = mapper;
      this.pages = pages;
    }

    /**
     * Checks origins only where the response depends on the caller. Public pages are not refused; a
     * browser still keeps them from pages of other origins.
     */
    @Override
    public boolean processRequest(
        @Nullable CorsConfiguration rules, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      boolean open = isOfThisService(request) || (isRead(request) && pages.matches(request));
      if (open && !isAllowed(rules, request)) {
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        return true;
      }
      return super.processRequest(rules, request, response);
    }

    /**
     * True if the browser marks the request as same-origin, which a page cannot forge. The Host
     * header alone does not suffice: a proxy may have renamed the service.
     */
    private static boolean isOfThisService(HttpServletRequest request) {
      return "same-origin".equals(request.getHeader(FETCH_SITE));
    }

    private static boolean isRead(HttpServletRequest request) {
      return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static boolean isAllowed(
        @Nullable CorsConfiguration rules, HttpServletRequest request) {
      return rules != null && rules.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) != null;
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
      ProblemDetail problem =
          Problem.of(
              ProblemType.ORIGIN_NOT_ALLOWED,
              "Pages of this origin may not call, or not with this method or these headers.");
      response.setStatusCode(HttpStatus.FORBIDDEN);
      response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
      mapper.writeValue(response.getBody(), problem);
      response.flush();
    }
  }
}
