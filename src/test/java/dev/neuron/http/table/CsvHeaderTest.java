package dev.neuron.http.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrices;
import dev.neuron.core.data.Matrix;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.CsvHeader;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.TableBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first line is a header or the first row, and never dropped in silence. */
class CsvHeaderTest {

  private static Matrix read(String csv, CsvHeader header) throws IOException {
    return numbers(new CsvText(bytes(csv), StandardCharsets.UTF_8), header);
  }

  private static Matrix numbers(CsvText csv, CsvHeader header) throws IOException {
    TableBuilder rows = new TableBuilder();
    CsvTable.read(csv, new CsvOptions(header, null, null), rows);
    return rows.build().numbers();
  }

  private static InputStream bytes(String csv) {
    return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
  }

  private static UnreadableException unreadable(String csv, CsvHeader header) {
    UnreadableException thrown =
        catchThrowableOfType(UnreadableException.class, () -> read(csv, header));
    assertThat(thrown).isNotNull();
    return thrown;
  }

  private static void assertInvalid(
      String csv, CsvHeader header, Reason reason, ErrorLocation place) {
    InvalidInputException thrown =
        catchThrowableOfType(InvalidInputException.class, () -> read(csv, header));
    assertThat(thrown).isNotNull();
    assertThat(thrown.reason()).isEqualTo(reason);
    assertThat(thrown.faults().getFirst().place()).isEqualTo(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2\n3,4\n5,6\n",
        "1,2\n3,4\n5,6",
        "1,2\r\n3,4\r\n5,6\r\n\r\n",
        "1,2\r3,4\r5,6",
        "\uFEFF1,2\n3,4\n5,6\n",
        "\uFEFF\"1\",\"2\"\n3,4\n5,6\n",
        " 1 ,\t2\n3,4\n5,6\n",
        "+1,.2e1\n3,4\n5,6\n",
        "1e0,2.\n3,4\n5,6\n",
      })
  void firstLine_ofNumbersAlone_isTheFirstRow(String csv) throws IOException {
    Matrix table = read(csv, CsvHeader.AUTO);

    assertThat(table.columnNames()).isNull();
    assertThat(table.rows()).isEqualTo(3);
    assertThat(Matrices.values(table)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "7\n", "\"7\"", "7,8", "7,7\n"})
  void firstLine_ofNumbersAndNoOther_isOneRow(String csv) throws IOException {
    Matrix table = read(csv, CsvHeader.AUTO);

    assertThat(table.rows()).isEqualTo(1);
    assertThat(table.value(0, 0)).isEqualTo(7);
  }

  @Test
  void firstLine_ofTheSameNumberTwice_isNotADuplicateName() throws IOException {
    assertThat(Matrices.values(read("0,0\n1,1\n", CsvHeader.AUTO))).containsExactly(0, 0, 1, 1);
  }

  @Test
  void minusZero_inTheFirstLine_keepsItsSign() throws IOException {
    assertThat(Matrices.values(read("-0,-0.0\n-0,0", CsvHeader.AUTO)))
        .containsExactly(-0.0, -0.0, -0.0, 0.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,a", "a,1", "1,0x2", "1,1f", "1,2 3", "1,\"2,5\"", "1,½", "1,-", "1,e5"})
  void firstLine_withAText_isAHeader(String header) throws IOException {
    Matrix table = read(header + "\n3,4\n", CsvHeader.AUTO);

    assertThat(table.columnNames()).hasSize(2);
    assertThat(Matrices.values(table)).containsExactly(3, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1e5", "-3.5", "\"2020\""})
  void header_saidToBeThere_namesColumnsByNumbers(String name) throws IOException {
    Matrix table = read("a," + name + "\n3,4\n", CsvHeader.TRUE);

    assertThat(table.columnNames()).containsExactly("a", name.replace("\"", ""));
    assertThat(Matrices.values(table)).containsExactly(3, 4);
    assertThat(read(name + "\n4\n", CsvHeader.TRUE).columnNames())
        .containsExactly(name.replace("\"", ""));
  }

  @Test
  void header_saidToBeThere_isCheckedAsAnyOther() {
    assertInvalid(
        "0,1,0\n1,2,3\n",
        CsvHeader.TRUE,
        Reason.INVALID_FEATURE_NAMES,
        ErrorLocation.ofLine(1, "0"));
    assertInvalid("1,2\n", CsvHeader.TRUE, Reason.NO_ROWS, ErrorLocation.NOWHERE);
  }

  @Test
  void header_saidNotToBeThere_isNotLookedFor() throws IOException {
    Matrix table = read("1,2\n3,4\n", CsvHeader.FALSE);

    assertThat(table.columnNames()).isNull();
    assertThat(Matrices.values(table)).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "1,b", "1,", ",1", "1,NaN"})
  void firstRow_saidToBeOne_isOne_whateverItHolds(String row) throws IOException {
    Matrix table = read(row + "\n1,2\n", CsvHeader.FALSE);

    assertThat(table.columnNames()).isNull();
    assertThat(table.rows()).isEqualTo(2);
  }

  @Test
  void firstRow_saidToBeOne_hasNoNumberThatIsTooLarge() {
    UnreadableException thrown = unreadable("1,1e999\n1,2\n", CsvHeader.FALSE);

    assertThat(thrown.type()).isEqualTo(ProblemType.UNUSABLE_CELL);
    assertThat(thrown.place()).isEqualTo(ErrorLocation.ofLine(1, 1));
    assertThat(thrown.detail())
        .startsWith("Line 1, column 1 (counted from 0): the number")
        .doesNotContain("header=");
  }

  /** A missing number as pandas writes it is not a name. */
  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "inf", "-Infinity", "\"+INF\""})
  void firstLine_withANumberThatIsNotFinite_isARow(String cell) throws IOException {
    Matrix table = read("1," + cell + "\n1,2\n", CsvHeader.AUTO);

    assertThat(table.columnNames()).isNull();
    assertThat(table.rows()).isEqualTo(2);
  }

  @Test
  void firstLine_withANumberThatIsTooLarge_isRefusedAsARow() {
    UnreadableException thrown = unreadable("1,1e999\n1,2\n", CsvHeader.AUTO);

    assertThat(thrown.place()).isEqualTo(ErrorLocation.ofLine(1, 1));
    assertThat(thrown.detail()).contains("was taken as data", "header=true");
  }

  @Test
  void cell_ofATableWithoutNames_isReportedByItsIndex() {
    assertThat(unreadable("1,2\n3,1e999\n", CsvHeader.AUTO).place())
        .isEqualTo(ErrorLocation.ofLine(2, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2\n3\n", "1,2\n3,4,5\n"})
  void line_ofAnotherLengthThanTheFirst_isReported(String csv) {
    assertInvalid(csv, CsvHeader.AUTO, Reason.RAGGED_ROWS, ErrorLocation.ofLine(2, null));
  }

  @ParameterizedTest
  @EnumSource(CsvHeader.class)
  void firstLine_blank_isMalformed(CsvHeader header) {
    for (String csv : new String[] {"", "\uFEFF", "\n1,2\n", "\r\n1,2\r\n"}) {
      UnreadableException thrown = unreadable(csv, header);

      assertThat(thrown.type()).isEqualTo(ProblemType.MALFORMED_CSV);
      assertThat(thrown.place()).isEqualTo(ErrorLocation.ofLine(1, null));
    }
  }

  @ParameterizedTest
  @EnumSource(CsvHeader.class)
  void firstLine_ofAMillionCells_isRefusedBeforeItIsHeld(CsvHeader header) {
    assertInvalid(
        "1,".repeat(1_000_000), header, Reason.TOO_MANY_FEATURES, ErrorLocation.ofLine(1, null));
  }

  /** A body arrives in pieces of any size. */
  @Test
  void firstLine_inPieces_isReadAsInOne() throws IOException {
    String csv = "\uFEFF12,34\n56,78\n";
    InputStream slow =
        new InputStream() {
          private final InputStream all = bytes(csv);

          @Override
          public int read() throws IOException {
            return all.read();
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return all.read(buffer, offset, Math.min(length, 1));
          }
        };

    assertThat(Matrices.values(numbers(new CsvText(slow, StandardCharsets.UTF_8), CsvHeader.AUTO)))
        .containsExactly(12, 34, 56, 78);
  }
}
