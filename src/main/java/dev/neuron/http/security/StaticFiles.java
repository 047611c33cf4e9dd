package dev.neuron.http.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The files that are served as they are: those in a folder of the class path. */
final class StaticFiles {

  private StaticFiles() {}

  /**
   * Returns the paths of the files below a folder, such as {@code /page.js}.
   *
   * @param folder such as {@code static/}; need not be there
   */
  static Set<String> paths(String folder) {
    Set<String> paths = new TreeSet<>();
    List<String> roots = urls(folder);
    for (String url : urls(folder + "**")) {
      for (String root : roots) {
        if (url.startsWith(root) && !url.endsWith("/")) {
          paths.add("/" + url.substring(root.length()));
        }
      }
    }
    return Set.copyOf(paths);
  }

  private static List<String> urls(String pattern) {
    try {
      return Arrays.stream(
              new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern))
          .map(StaticFiles::url)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String url(Resource resource) {
    try {
      return resource.getURL().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
