package dev.neuron;

import static dev.neuron.Mutations.pick;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Spoils a body, seen as bytes or as the words of a text. */
final class BodyMutations {

  private static final int LONGEST = 16;
  private static final int MOST_COPIES = 40;
  private static final Pattern WORD =
      Pattern.compile("\"[^\"]*\"|[-+]?[0-9][-+0-9.eE]*|[A-Za-z_]+|[\\[\\]{},:\n]");

  private static final List<String> NUMBERS =
      HostileWords.of("numbers", "1".repeat(400), "0." + "3".repeat(900), "9".repeat(1100));

  private static final List<String> WORDS =
      HostileWords.of("words", "\uFEFF", "\u202Eabc", "\u2028", "\"" + "k".repeat(3000) + "\"");

  private static final List<BiFunction<String, RandomGenerator, String>> ALL =
      List.of(
          BodyMutations::flippedBit,
          BodyMutations::otherByte,
          BodyMutations::without,
          BodyMutations::twice,
          BodyMutations::truncated,
          BodyMutations::inserted,
          BodyMutations::otherNumber,
          BodyMutations::otherNumber,
          BodyMutations::otherWord,
          BodyMutations::otherWord,
          BodyMutations::otherWord,
          BodyMutations::swappedWords,
          BodyMutations::swappedWords,
          BodyMutations::withoutWord,
          BodyMutations::wordTwice,
          BodyMutations::nested,
          BodyMutations::replaced);

  private BodyMutations() {}

  /** Spoils a body that is not empty in one way. */
  static String spoiled(String body, RandomGenerator random) {
    return body.isEmpty() ? inserted(body, random) : pick(ALL, random).apply(body, random);
  }

  /** A number or word that fits nowhere, as bytes. */
  static String hostile(RandomGenerator random) {
    return utf8(pick(random.nextBoolean() ? NUMBERS : WORDS, random));
  }

  private static String flippedBit(String body, RandomGenerator random) {
    int at = random.nextInt(body.length());
    return with(
        body, at, at + 1, String.valueOf((char) (body.charAt(at) ^ 1 << random.nextInt(8))));
  }

  private static String otherByte(String body, RandomGenerator random) {
    int at = random.nextInt(body.length());
    return with(body, at, at + 1, String.valueOf((char) random.nextInt(256)));
  }

  private static String without(String body, RandomGenerator random) {
    int at = random.nextInt(body.length());
    return with(body, at, Math.min(body.length(), at + 1 + random.nextInt(LONGEST)), "");
  }

  private static String twice(String body, RandomGenerator random) {
    int at = random.nextInt(body.length());
    int end = Math.min(body.length(), at + 1 + random.nextInt(LONGEST));
    return with(body, at, at, body.substring(at, end).repeat(1 + random.nextInt(MOST_COPIES)));
  }

  private static String truncated(String body, RandomGenerator random) {
    return body.substring(0, random.nextInt(body.length()));
  }

  private static String inserted(String body, RandomGenerator random) {
    int at = random.nextInt(body.length() + 1);
    return with(body, at, at, hostile(random));
  }

  private static String otherNumber(String body, RandomGenerator random) {
    List<MatchResult> numbers =
        words(body).stream().filter(word -> word.group().matches("[-+]?[0-9].*")).toList();
    return numbers.isEmpty()
        ? otherWord(body, random)
        : with(body, pick(numbers, random), utf8(pick(NUMBERS, random)));
  }

  private static String otherWord(String body, RandomGenerator random) {
    List<MatchResult> words = words(body);
    return words.isEmpty()
        ? inserted(body, random)
        : with(body, pick(words, random), hostile(random));
  }

  private static String swappedWords(String body, RandomGenerator random) {
    List<MatchResult> words = words(body);
    if (words.isEmpty()) {
      return inserted(body, random);
    }
    int one = random.nextInt(words.size());
    int other = random.nextInt(words.size());
    MatchResult first = words.get(Math.min(one, other));
    MatchResult second = words.get(Math.max(one, other));
    return with(with(body, second, first.group()), first, second.group());
  }

  private static String withoutWord(String body, RandomGenerator random) {
    List<MatchResult> words = words(body);
    return words.isEmpty() ? truncated(body, random) : with(body, pick(words, random), "");
  }

  private static String wordTwice(String body, RandomGenerator random) {
    List<MatchResult> words = words(body);
    if (words.isEmpty()) {
      return twice(body, random);
    }
    String word = pick(words, random).group();
    int at = pick(words, random).start();
    return with(
        body, at, at, (random.nextBoolean() ? word : word + ",").repeat(1 + random.nextInt(3)));
  }

  /** A value inside many arrays or objects, which may not be closed again. */
  private static String nested(String body, RandomGenerator random) {
    int depth = random.nextInt(50) == 0 ? 50_000 : 1 + random.nextInt(600);
    String opening = (random.nextBoolean() ? "[" : "{\"a\":").repeat(depth);
    String closing = opening.startsWith("[") ? "]" : "}";
    List<MatchResult> words = words(body);
    String word = words.isEmpty() ? "" : pick(words, random).group();
    String nest = opening + word + closing.repeat(random.nextBoolean() ? depth : 0);
    return random.nextInt(4) == 0 || words.isEmpty() ? nest : with(body, pick(words, random), nest);
  }

  private static String replaced(String body, RandomGenerator random) {
    return switch (random.nextInt(5)) {
      case 0 -> "";
      case 1 -> hostile(random);
      case 2 -> body + body;
      case 3 -> body + "\n" + hostile(random);
      default -> "\u0093NUMPY\u0001\u0000" + body;
    };
  }

  private static List<MatchResult> words(String body) {
    return new ArrayList<>(WORD.matcher(body).results().toList());
  }

  private static String with(String body, MatchResult where, String other) {
    return with(body, where.start(), where.end(), other);
  }

  private static String with(String body, int from, int to, String other) {
    return body.substring(0, from) + other + body.substring(to);
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
