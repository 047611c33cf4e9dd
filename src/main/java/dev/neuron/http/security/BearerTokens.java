package dev.neuron.http.security;

import dev.neuron.core.math.Sha256;
import dev.neuron.http.security.AccessProperties.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that the service knows, by their hashes. All are compared, each in constant time, so
 * that the response time reveals nothing about them.
 */
final class BearerTokens {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9A-Fa-f]{64}");

  private record Known(String name, byte[] sha256) {}

  private final List<Known> known;

  private BearerTokens(List<Known> known) {
    this.known = known;
  }

  /**
   * Checks the tokens.
   *
   * @throws UnusableAccessException if one is not usable
   */
  static BearerTokens of(List<Token> tokens) {
    List<Known> known = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      String setting = "neuron.security.tokens[" + i + "].";
      Token token = tokens.get(i);
      String name =
          checked(
              setting + "name",
              token.name(),
              NAME,
              "must be 1 to 64 of A–Z, a–z, 0–9, dot, underscore and hyphen.");
      String sha256 =
          checked(
                  setting + "sha256",
                  token.sha256(),
                  SHA_256,
                  "must be the SHA-256 of the token in 64 hexadecimal digits.")
              .toLowerCase(Locale.ROOT);
      require(seen.add("name " + name), setting + "name", "stands twice.");
      require(seen.add(sha256), setting + "sha256", "stands twice: a token has one name.");
      known.add(new Known(name, HexFormat.of().parseHex(sha256)));
    }
    return new BearerTokens(List.copyOf(known));
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  /** Returns the name of a token; null if it is not known. */
  @Nullable String nameOf(String token) {
    byte[] sha256 = Sha256.begin().digest(token.getBytes(StandardCharsets.UTF_8));
    String name = null;
    for (Known candidate : known) {
      if (MessageDigest.isEqual(sha256, candidate.sha256())) {
        name = candidate.name();
      }
    }
    return name;
  }

  private static String checked(
      String setting, @Nullable String value, Pattern pattern, String rule) {
    if (value == null) {
      throw new UnusableAccessException(setting + " is missing; it " + rule);
    }
    require(pattern.matcher(value).matches(), setting, rule);
    return value;
  }

  private static void require(boolean holds, String setting, String rule) {
    if (!holds) {
      throw new UnusableAccessException(setting + " " + rule);
    }
  }
}
