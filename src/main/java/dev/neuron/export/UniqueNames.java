package dev.neuron.export;

import java.util.HashSet;
import java.util.Set;

/** Names of which no two are the same. */
final class UniqueNames {

  private final Set<String> used = new HashSet<>();

  /** Returns a name that was not returned before: this one, or one that begins with it. */
  String of(String name) {
    String unused = name;
    while (!used.add(unused)) {
      unused += "_";
    }
    return unused;
  }
}
