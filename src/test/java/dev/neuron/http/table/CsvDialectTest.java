package dev.neuron.http.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.problem.UnreadableException;
import dev.neuron.table.CsvDelimiter;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.DecimalMark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The delimiter and the decimal mark of tables that do not say them. */
class CsvDialectTest {

  private static CsvDialect dialect(String head) {
    return CsvDialect.of(head.replace("/", "\n"), true, CsvOptions.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      textBlock =
          """
          a,b/1,2/                    ! , ! .
          a;b/1;2/                    ! ; ! .
          a;b/1,5;2/                  ! ; ! ,
          1,5;2,5/3,5;4,5/            ! ; ! ,
          a|b/1|2/                    ! | ! .
          a,b/"x;y;z",2/"x;y",3/      ! , ! .
          a,b/x|y,2/x,3/              ! , ! .
          a;b/"x;y";2/"x";3/          ! ; ! .
          a;b/1;2/3/                  ! ; ! .
          a/1/2/                      ! , ! .
          sep=;/a,b;c/1;2/            ! ; ! .
          a;b/0;1.5/                  ! ; ! .
          a;b/10.05.2024;1,5/         ! ; ! ,
          """)
  void table_thatSaysNothing_showsItsMarks(String head, char delimiter, char decimal) {
    CsvDialect found = dialect(head);

    assertThat(found.delimiter()).isEqualTo(delimiter);
    assertThat(found.decimal()).isEqualTo(decimal);
  }

  @Test
  void tab_isFoundBeforeCommas() {
    assertThat(dialect("a\tb/1,5\t2,5/").delimiter()).isEqualTo('\t');
    assertThat(dialect("a\tb/1,5\t2,5/").decimal()).isEqualTo(',');
  }

  @Test
  void options_goBeforeWhatIsFound() {
    CsvOptions options = new CsvOptions(null, CsvDelimiter.SEMICOLON, DecimalMark.POINT);

    CsvDialect found = CsvDialect.of("a,b\n1,2\n", true, options);

    assertThat(found.delimiter()).isEqualTo(';');
    assertThat(found.decimal()).isEqualTo('.');
  }

  @Test
  void bothMarks_areAskedAbout() {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> dialect("a;b/1,5;2.5/"))
        .satisfies(e -> assertThat(e.detail()).contains("1,5", "2.5", "decimal=comma"));
  }

  @Test
  void lastLine_ofPartOfATable_doesNotCount() {
    assertThat(CsvDialect.of("a;b;c\n1;2;3\n4;", false, CsvOptions.DEFAULTS).delimiter())
        .isEqualTo(';');
  }
}
