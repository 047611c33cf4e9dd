package dev.neuron;

import com.tngtech.archunit.core.domain.Dependency;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which parts of the project use which, as a diagram in Mermaid. */
final class PackagePicture {

  private static final String ROOT = "dev.neuron.";
  private static final String CORE = ROOT + "core.";

  private PackagePicture() {}

  /** The feature that a package belongs to; null for the application class. */
  static @Nullable String feature(String name) {
    return name.startsWith(ROOT) ? name.substring(ROOT.length()).split("[.]", 2)[0] : null;
  }

  /** The package below core; null for others. */
  static @Nullable String partOfCore(String name) {
    return name.startsWith(CORE) ? name.substring(CORE.length()) : null;
  }

  /** The diagram of the parts that packages belong to, without arrows that follow from others. */
  static String of(Collection<Dependency> uses, Function<String, @Nullable String> part) {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (Dependency use : uses) {
      String from = part.apply(use.getOriginClass().getPackageName());
      String to = part.apply(use.getTargetClass().getPackageName());
      if (from != null && to != null && !from.equals(to)) {
        arrows.computeIfAbsent(from, _ -> new TreeSet<>()).add(to);
      }
    }
    StringBuilder picture = new StringBuilder("```mermaid\nflowchart TD\n");
    arrows.forEach(
        (from, all) ->
            all.stream()
                .filter(to -> all.stream().noneMatch(via -> leads(arrows, via, to)))
                .forEach(to -> picture.append("  %s --> %s\n".formatted(from, to))));
    return picture.append("```\n").toString();
  }

  /** True if arrows lead from one part to another, over any number of others. */
  private static boolean leads(Map<String, Set<String>> arrows, String from, String to) {
    Set<String> reached = new HashSet<>();
    Set<String> next = arrows.getOrDefault(from, Set.of());
    while (!next.isEmpty() && !reached.contains(to)) {
      reached.addAll(next);
      Set<String> further = new HashSet<>();
      next.forEach(at -> further.addAll(arrows.getOrDefault(at, Set.of())));
      further.removeAll(reached);
      next = further;
    }
    return reached.contains(to);
  }
}
