package dev.neuron.http.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The paths of pages and their files, as opposed to the API: the page, Swagger UI, the pages on
 * problems.
 */
public final class Pages implements RequestMatcher {

  /** Folders of pages. */
  static final List<String> TREES = List.of("/swagger-ui/", "/webjars/", "/problems/");

  private final Set<String> single;

  Pages(Set<String> staticFiles) {
    single =
        Stream.concat(
                Stream.of("/", "/swagger-ui.html", "/problems", "/favicon.ico"),
                staticFiles.stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the paths of single pages, outside those folders. */
  Set<String> single() {
    return single;
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    String path = request.getServletPath();
    return single.contains(path) || isInTree(path);
  }

  private static boolean isInTree(String path) {
    for (String tree : TREES) {
      if (path.startsWith(tree)) {
        return true;
      }
    }
    return false;
  }
}
