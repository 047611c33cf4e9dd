package dev.neuron;

import java.util.ArrayList;
import java.util.List;

/** What no part of a request should be; see {@code hostile/words.txt}. */
final class HostileWords {

  private static final String TEXT = Examples.resource("/hostile/words.txt");

  private HostileWords() {}

  /** The words under a heading, and more. */
  static List<String> of(String heading, String... more) {
    String section = TEXT.split("\n## " + heading + "\n", 2)[1].split("\n\n", 2)[0];
    List<String> words = new ArrayList<>(List.of(more));
    section.lines().map(String::translateEscapes).forEach(words::add);
    return List.copyOf(words);
  }
}
