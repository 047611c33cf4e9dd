package dev.neuron.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts as literals, and lists of them in lines. */
class LiteralsTest {

  @Test
  void text_withQuotesAndBackslashes_isEscaped() {
    String text = "a\"b\\c";

    assertThat(
            List.of(
                Literals.python(text),
                Literals.javaScript(text),
                Literals.java(text),
                Literals.c(text)))
        .containsOnly("\"a\\\"b\\\\c\"");
  }

  @Test
  void letters_ofOtherScripts_stay_whereTheyMay() {
    assertThat(Literals.python("größe")).isEqualTo("\"größe\"");
    assertThat(Literals.javaScript("größe")).isEqualTo("\"größe\"");
    assertThat(Literals.java("größe")).isEqualTo("\"gr\\u00f6\\u00dfe\"");
    assertThat(Literals.c("größe")).isEqualTo("\"gr\\303\\266\\303\\237e\"");
  }

  @Test
  void characters_thatAreNotSeen_areEscaped() {
    assertThat(Literals.python("a\n\u202e")).isEqualTo("\"a\\U0000000a\\U0000202e\"");
    assertThat(Literals.javaScript("a\n\u2028")).isEqualTo("\"a\\u000a\\u2028\"");
    assertThat(Literals.c("a\n")).isEqualTo("\"a\\012\"");
  }

  /** Java reads a u escape before it looks for the ends of literals and lines. */
  @Test
  void lineBreak_inJava_isNoUnicodeEscape() {
    assertThat(Literals.java("a\n\r\"\u0085")).isEqualTo("\"a\\012\\015\\\"\\205\"");
  }

  @Test
  void list_thatFits_isOneLine_andAnotherSeveral() {
    assertThat(Literals.list(List.of("1", "2"), "  ")).isEqualTo("1, 2");
    String many = Literals.list(Collections.nCopies(40, "12345678"), "  ");

    assertThat(many).startsWith("\n  12345678, ").endsWith("12345678,\n");
    assertThat(many.strip().lines()).hasSize(5).allMatch(line -> line.length() <= 100);
  }
}
