package dev.neuron.http.security;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Matches what may be read without a token because it holds no caller's data: the pages, the
 * OpenAPI document, the probes.
 */
final class PublicPaths implements RequestMatcher {

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final List<String> DOCUMENT =
      List.of("/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/**", "/error");

  private final RequestMatcher paths;

  PublicPaths(Pages pages, List<PublicPatterns> others) {
    List<RequestMatcher> matchers = new ArrayList<>();
    matchers.add(EndpointRequest.to(HealthEndpoint.class));
    matchers.add(
        EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, HealthEndpoint.class));
    pages.single().forEach(path -> matchers.add(pathPattern(path)));
    Pages.TREES.forEach(tree -> matchers.add(pathPattern(tree + "**")));
    DOCUMENT.forEach(path -> matchers.add(pathPattern(path)));
    others.forEach(other -> other.patterns().forEach(path -> matchers.add(pathPattern(path))));
    paths = new OrRequestMatcher(matchers);
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    return READING.contains(request.getMethod()) && paths.matches(request);
  }
}
