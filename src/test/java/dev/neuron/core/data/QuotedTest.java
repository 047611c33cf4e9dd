package dev.neuron.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {

  @Test
  void of_text_escapesWhatCannotBeSeen() {
    assertThat(Quoted.of("n/a")).isEqualTo("\"n/a\"");
    assertThat(Quoted.of("für 水 \uD83D\uDE00")).isEqualTo("\"für 水 \uD83D\uDE00\"");
    assertThat(Quoted.of("a\0b")).isEqualTo("\"a\\u0000b\"");
    assertThat(Quoted.of("two\nlines")).isEqualTo("\"two\\u000alines\"");
    assertThat(Quoted.of("\u202Eturned")).isEqualTo("\"\\u202eturned\"");
    assertThat(Quoted.of("line\u2028end")).isEqualTo("\"line\\u2028end\"");
  }

  @Test
  void of_longText_keepsFortyCharacters() {
    assertThat(Quoted.of("x".repeat(40))).isEqualTo("\"" + "x".repeat(40) + "\"");
    assertThat(Quoted.of("x".repeat(41))).isEqualTo("\"" + "x".repeat(40) + "…\"");
  }

  @Test
  void of_longText_keepsNoHalfOfACharacter() {
    assertThat(Quoted.of("x".repeat(39) + "\uD83D\uDE00")).isEqualTo("\"" + "x".repeat(39) + "…\"");
  }
}
