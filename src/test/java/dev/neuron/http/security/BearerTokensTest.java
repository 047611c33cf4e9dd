package dev.neuron.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.http.security.AccessProperties.Token;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {

  /** The hash of the three bytes abc, from FIPS 180-2. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  /** The hash of the empty input. */
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final BearerTokens TOKENS =
      BearerTokens.of(
          List.of(new Token("a", OF_ABC.toUpperCase(Locale.ROOT)), new Token("b", OF_NOTHING)));

  private static void assertUnusable(String message, Token... tokens) {
    assertThatExceptionOfType(UnusableAccessException.class)
        .isThrownBy(() -> BearerTokens.of(List.of(tokens)))
        .withMessage(message);
  }

  @Test
  void nameOf_known_isItsName() {
    assertThat(TOKENS.nameOf("abc")).isEqualTo("a");
    assertThat(TOKENS.nameOf("")).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABC", "abc ", "ab", "a", "ä", OF_ABC})
  void nameOf_unknown_isNone(String token) {
    assertThat(TOKENS.nameOf(token)).isNull();
  }

  @Test
  void of_none_isEmpty() {
    assertThat(BearerTokens.of(List.of()).isEmpty()).isTrue();
    assertThat(TOKENS.isEmpty()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A.b_c-9", "."})
  void of_nameThatIsAllowed_isTaken(String name) {
    assertThat(BearerTokens.of(List.of(new Token(name, OF_ABC))).nameOf("abc")).isEqualTo(name);
    String longest = name.repeat(64).substring(0, 64);
    assertThat(BearerTokens.of(List.of(new Token(longest, OF_ABC))).nameOf("abc")).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a:b", "ä", "a\n"})
  void of_nameThatIsNotAllowed_isRefused(String name) {
    String message =
        "neuron.security.tokens[0].name must be 1 to 64 of A–Z, a–z, 0–9, dot, underscore and"
            + " hyphen.";
    assertUnusable(message, new Token(name, OF_ABC));
    assertUnusable(message, new Token("a".repeat(65), OF_ABC));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "my-secret-token",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0",
        "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        " ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      })
  void of_hashThatIsNone_isRefusedAndNotRepeated(String sha256) {
    assertUnusable(
        "neuron.security.tokens[1].sha256 must be the SHA-256 of the token in 64 hexadecimal"
            + " digits.",
        new Token("a", OF_ABC),
        new Token("b", sha256));
  }

  @Test
  void of_partMissing_isRefused() {
    assertMissing("name", new Token(null, OF_ABC));
    assertMissing("sha256", new Token("a", null));
  }

  private static void assertMissing(String part, @Nullable Token token) {
    assertThatExceptionOfType(UnusableAccessException.class)
        .isThrownBy(() -> BearerTokens.of(List.of(token)))
        .withMessageStartingWith("neuron.security.tokens[0]." + part + " is missing; it must be ");
  }

  @Test
  void of_nameOrHashThatStandsTwice_isRefused() {
    assertUnusable(
        "neuron.security.tokens[1].name stands twice.",
        new Token("a", OF_ABC),
        new Token("a", OF_NOTHING));
    assertUnusable(
        "neuron.security.tokens[1].sha256 stands twice: a token has one name.",
        new Token("a", OF_ABC),
        new Token("b", OF_ABC.toUpperCase(Locale.ROOT)));
  }
}
