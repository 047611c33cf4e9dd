package dev.neuron.http.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrices;
import dev.neuron.core.data.Matrix;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.CellKind;
import dev.neuron.table.CsvHeader;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.Table;
import dev.neuron.table.TableBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

  private static Matrix read(String csv) throws IOException {
    return read(csv, CsvHeader.AUTO);
  }

  private static Matrix read(String csv, CsvHeader header) throws IOException {
    return numbers(text(csv.getBytes(StandardCharsets.UTF_8)), header);
  }

  private static Matrix numbers(CsvText csv, CsvHeader header) throws IOException {
    TableBuilder rows = new TableBuilder();
    CsvTable.read(csv, new CsvOptions(header, null, null), rows);
    return rows.build().numbers();
  }

  private static Table table(String csv) throws IOException {
    TableBuilder rows = new TableBuilder();
    CsvTable.read(text(csv.getBytes(StandardCharsets.UTF_8)), CsvOptions.DEFAULTS, rows);
    return rows.build();
  }

  private static CsvText text(byte[] csv) {
    return new CsvText(new ByteArrayInputStream(csv), StandardCharsets.UTF_8);
  }

  private static UnreadableException unreadable(byte[] csv) {
    UnreadableException thrown =
        catchThrowableOfType(UnreadableException.class, () -> numbers(text(csv), CsvHeader.AUTO));
    assertThat(thrown).isNotNull();
    return thrown;
  }

  private static UnreadableException unreadable(String csv) {
    return unreadable(csv.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertInvalid(String csv, Reason reason, ErrorLocation place) {
    InvalidInputException thrown =
        catchThrowableOfType(InvalidInputException.class, () -> read(csv));
    assertThat(thrown).isNotNull();
    assertThat(thrown.reason()).isEqualTo(reason);
    assertThat(thrown.faults().getFirst().place()).isEqualTo(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2\n3,4\n",
        "a,b\n1,2\n3,4",
        "a,b\r\n1,2\r\n3,4\r\n",
        "a,b\r1,2\r3,4",
        "\uFEFFa,b\n1,2\n3,4\n",
        "\uFEFF\"a\",\"b\"\n\"1\",\"2\"\n3,\"4\"",
        " a ,\tb\n 1,2 \n\t3 , 4\n",
        "a,b\n1,2\n3,4\n\n",
        "a,b\r\n1,2\r\n3,4\r\n\r\n\r\n",
        "a,b\n+1,2.0\n.3e1,4e0\n",
        "a,b\n1.,02\n3E+0,400e-2\n",
      })
  void table_inAnyOfItsForms_isRead(String csv) throws IOException {
    Matrix table = read(csv);

    assertThat(table.columnNames()).containsExactly("a", "b");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(Matrices.values(table)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void names_quoted_mayHoldCommasQuotesAndLineBreaks() throws IOException {
    Matrix table = read("\"weight, kg\",\"the \"\"b\"\"\",\"two\nlines\",ü\n1,2,3,4\n");

    assertThat(table.columnNames()).containsExactly("weight, kg", "the \"b\"", "two\nlines", "ü");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1",
        "-0",
        "4.9e-324",
        "1.7976931348623157e308",
        "123456789012345678901234567890",
        "0.30000000000000004",
        "2.2250738585072011e-308",
        "1e-400",
        "9007199254740993"
      })
  void number_hasTheBitsThatJavaReads(String number) throws IOException {
    assertThat(Matrices.values(read("a\n" + number))).containsExactly(Double.parseDouble(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x", "NaN", "nan", "Infinity", "-inf", "0x1p3", "0x10", "1d", "1f", "1.0D", "1_000", "1e",
        "e5", ".", "-", "+-1", "1 2", "1.2.3", "true", "1e5.5", "½", "１", "\"1,5\"", "null",
        "\"\n1\"", "--1"
      })
  void cell_notADecimalNumber_isNone(String cell) throws IOException {
    Table table = table("age,y\n1,0\n2,1\n" + cell + ",1\n");

    boolean isMissing = List.of("NaN", "nan", "null").contains(cell);
    assertThat(table.kind(2, 0)).isEqualTo(isMissing ? CellKind.MISSING : CellKind.TEXT);
    assertThat(table.locate(2, 0)).isEqualTo(ErrorLocation.ofLine(4, "age"));
  }

  @Test
  void numbers_tooLarge_areAllCountedAndTheFirstTenNamed() {
    UnreadableException thrown = unreadable("a,b\n" + "1e999,1\n".repeat(12) + "1,2\n");

    assertThat(thrown.total()).isEqualTo(12);
    assertThat(thrown.faults()).hasSize(10);
    assertThat(thrown.faults().getLast())
        .isEqualTo(
            new Fault(
                ErrorLocation.ofLine(11, "a"),
                "Line 11, column \"a\": the number \"1e999\" is too large for a double; its"
                    + " magnitude must be at most 1.797e308."));
  }

  @Test
  void header_ofOneColumn_isToldInTheSingular() {
    assertThatThrownBy(() -> read("a\n1\n1,2\n"))
        .hasMessage("Line 3: the header names 1 column, this line has more than 1.");
  }

  @Test
  void numbers_tooLargeBeforeARaggedLine_areReportedFirst() {
    assertThat(unreadable("a,b\n1e999,1\n1,2,3\n").place()).isEqualTo(ErrorLocation.ofLine(2, "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,y\n,1\n", "a,y\n\"\",1\n", "y,a\n1,\n", "y,a\n1,"})
  void cell_empty_isMissing(String csv) throws IOException {
    Table table = table(csv);
    int column = csv.startsWith("a") ? 0 : 1;

    assertThat(table.kind(0, column)).isEqualTo(CellKind.MISSING);
    assertThat(table.locate(0, column)).isEqualTo(ErrorLocation.ofLine(2, "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e309", "-1.8e308", "1e999999999999"})
  void number_tooLarge_isReported(String number) {
    UnreadableException thrown = unreadable("a\r\n0\r\n" + number);

    assertThat(thrown.type()).isEqualTo(ProblemType.UNUSABLE_CELL);
    assertThat(thrown.place()).isEqualTo(ErrorLocation.ofLine(3, "a"));
    assertThat(thrown.detail()).contains("too large");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,2;3     | 3
          1,2;3,4,5 | 3
          1         | 2
          1,2,      | 2
          """)
  void line_ofAnotherLength_isReported(String lines, int line) {
    assertInvalid(
        "a,b\n" + lines.replace(';', '\n'), Reason.RAGGED_ROWS, ErrorLocation.ofLine(line, null));
  }

  @Test
  void rowsWithoutATextInTheMiddle_areNamedByTheirOwnLines() throws IOException {
    Table table = table("a,b\n1,0\n,\n,\n2,1\n");

    assertThat(table.kind(1, 1)).isEqualTo(CellKind.MISSING);
    assertThat(table.kind(2, 0)).isEqualTo(CellKind.MISSING);
    assertThat(IntStream.range(0, 4).mapToObj(i -> table.locate(i, 1).line()))
        .containsExactly(2, 3, 4, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a,b\n", "a,b\r\n\r\n", "\uFEFFa,b"})
  void header_withoutRows_isReported(String csv) {
    assertInvalid(csv, Reason.NO_ROWS, ErrorLocation.NOWHERE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a,a     | a
          a,b,a   | a
          a,      | 2
          a,' ',b | 2
          0,a,0   | 0
          """)
  void header_namesBlankOrTwice_isReported(String header, @Nullable String column) {
    String names = header.replace('\'', '"');
    assertInvalid(names + "\n1,2\n", Reason.INVALID_FEATURE_NAMES, ErrorLocation.ofLine(1, column));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a,b;1,"2;3,4        | 2
          a,b;1,"2"x;3,4      | 2
          "a;1                | 1
          ;a,b;1,2            | 1
          a,b;1,2;;3,4        | 3
          a,b;;1,2            | 2
          """)
  void text_notATable_isMalformedOnItsLine(String csv, int line) {
    UnreadableException thrown = unreadable(csv.replace(';', '\n'));

    assertThat(thrown.type()).isEqualTo(ProblemType.MALFORMED_CSV);
    assertThat(thrown.place()).isEqualTo(ErrorLocation.ofLine(line, null));
  }

  /** Sixteen million empty names would take half a gigabyte. */
  @Test
  void header_ofCommas_isRefusedBeforeItIsHeld() {
    assertInvalid(
        ",".repeat(1_000_000) + "\n", Reason.TOO_MANY_FEATURES, ErrorLocation.ofLine(1, null));
  }

  @Test
  void text_empty_isMalformed() {
    assertThat(unreadable("").type()).isEqualTo(ProblemType.MALFORMED_CSV);
    assertThat(unreadable("\uFEFF").type()).isEqualTo(ProblemType.MALFORMED_CSV);
  }

  @Test
  void cell_ofAMillionCharacters_isMalformedAndNotHeld() {
    UnreadableException thrown = unreadable("a\n" + "1".repeat(1_000_000));

    assertThat(thrown.type()).isEqualTo(ProblemType.MALFORMED_CSV);
    assertThat(thrown.place()).isEqualTo(ErrorLocation.ofLine(2, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u00FF", "\u00C3(", "\u00E2\u0082", "\u00ED\u00A0\u0080", "\u00FF\u00FEa\u0000"})
  void text_notUtf8_isMalformed(String bytes) {
    UnreadableException thrown =
        unreadable(("a" + bytes + "\n1\n").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(thrown.type()).isEqualTo(ProblemType.MALFORMED_CSV);
    assertThat(thrown.detail()).contains("UTF-8");
  }
}
