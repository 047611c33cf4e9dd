package dev.neuron.http.problem;

import dev.neuron.problem.NearestName;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The paths of all endpoints, to find the one that a misspelt path most likely stands for. */
final class EndpointPaths {

  /** A segment that is a variable as a whole. */
  private static final Pattern VARIABLE = Pattern.compile("\\{[^/}]+\\}");

  private final SingletonSupplier<Set<String>> patterns;

  /**
   * Creates the paths of some endpoints.
   *
   * @param endpoints called at the first search
   */
  EndpointPaths(Supplier<RequestMappingHandlerMapping> endpoints) {
    patterns =
        SingletonSupplier.of(
            () ->
                endpoints.get().getHandlerMethods().keySet().stream()
                    .flatMap(mapping -> mapping.getPatternValues().stream())
                    .filter(pattern -> !pattern.contains("*"))
                    .collect(Collectors.toUnmodifiableSet()));
  }

  /** Returns the path of an endpoint that differs from that of the request by a slip. */
  Optional<String> nearest(HttpServletRequest request) {
    String path = request.getServletPath();
    Set<String> candidates =
        patterns.obtain().stream()
            .flatMap(pattern -> filledIn(pattern, path))
            .collect(Collectors.toSet());
    return NearestName.of(path, candidates).map(nearest -> request.getContextPath() + nearest);
  }

  /** Returns a pattern with the segments of a path for its variables, if it has as many. */
  private static Stream<String> filledIn(String pattern, String path) {
    String[] segments = path.split("/", -1);
    String[] filled = pattern.split("/", -1);
    if (segments.length != filled.length) {
      return pattern.contains("{") ? Stream.empty() : Stream.of(pattern);
    }
    for (int i = 0; i < filled.length; i++) {
      if (VARIABLE.matcher(filled[i]).matches()) {
        filled[i] = segments[i];
      }
    }
    String candidate = String.join("/", filled);
    return candidate.contains("{") ? Stream.empty() : Stream.of(candidate);
  }
}
