package dev.neuron.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrices;
import dev.neuron.core.data.Matrix;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.TableBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {

  private static final JsonMapper MAPPER = StrictMapper.create();

  private static Matrix read(String lines) throws IOException {
    TableBuilder rows = new TableBuilder();
    JsonLines.read(MAPPER, new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), rows);
    return rows.build().numbers();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,2]\n[3,4]\n",
        "[1,2]\n[3,4]",
        "[1,2]\r\n[3,4]\r\n",
        "\n\n [1, 2] \n\n\t\n[3,4]\n\n",
      })
  void arrays_areRows(String lines) throws IOException {
    Matrix rows = read(lines);

    assertThat(rows.columnNames()).isNull();
    assertThat(Matrices.values(rows)).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,%s]", "[1,0.%s]", "{\"%s\":1}"})
  void line_withANumberOrNameTooLong_isNamed(String line) {
    String tooLong = line.formatted("9".repeat(60_000));

    assertThat(catchThrowableOfType(UnreadableException.class, () -> read("\n" + tooLong)).place())
        .isEqualTo(ErrorLocation.ofLine(2, null));
  }

  @Test
  void objects_areRowsByName() throws IOException {
    Matrix rows = read("{\"b\": 1, \"a\": 2}\n{\"a\": 4, \"b\": 3}\n");

    assertThat(rows.columnNames()).containsExactly("b", "a");
    assertThat(Matrices.values(rows)).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1];[2;[3]               | malformed-json  | 3 |
          [1];[2] [3]              | malformed-json  | 2 |
          [1];[2][3]               | malformed-json  | 2 |
          [1,2];[2,;3]             | malformed-json  | 2 |
          [1];[2,];                | malformed-json  | 2 |
          [1];[NaN]                | malformed-json  | 2 |
          [1];;[2] // two          | malformed-json  | 3 |
          {"a":1};{"a":1,"a":2}    | malformed-json  | 2 |
          [1];2                    | wrong-type      | 2 |
          [1];null                 | wrong-type      | 2 |
          [1];{"a":2}              | wrong-type      | 2 |
          {"a":1};[2]              | wrong-type      | 2 |
          [1];[[2]]                | wrong-type      | 2 | 0
          [1,2];[1,1e999]          | number-overflow | 2 | 1
          """)
  void line_unreadable_isNamed(String lines, String type, int line, @Nullable String pointer) {
    UnreadableException thrown =
        catchThrowableOfType(UnreadableException.class, () -> read(lines.replace(';', '\n')));

    assertThat(thrown).isNotNull();
    assertThat(thrown.type().uri()).hasPath("/problems/" + type);
    assertThat(thrown.place().line()).isEqualTo(line);
    assertThat(thrown.place().pointer()).isIn(pointer, pointer == null ? "" : pointer);
    assertThat(thrown.detail()).startsWith("Line " + line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1,2];[1]                | RAGGED_ROWS           | 2
          [1,2];;[1,2,3]           | RAGGED_ROWS           | 3
          []                       | RAGGED_ROWS           | 1
          """)
  void line_otherThanTheFirst_isNamed(String lines, Reason reason, int line) {
    InvalidInputException thrown =
        catchThrowableOfType(InvalidInputException.class, () -> read(lines.replace(';', '\n')));

    assertThat(thrown).isNotNull();
    assertThat(thrown.reason()).isEqualTo(reason);
    assertThat(thrown.faults().getFirst().place()).isEqualTo(ErrorLocation.ofLine(line, null));
  }

  @Test
  void body_blank_hasNoRows() {
    InvalidInputException thrown =
        catchThrowableOfType(InvalidInputException.class, () -> read("\n \n"));

    assertThat(thrown).isNotNull();
    assertThat(thrown.reason()).isEqualTo(Reason.NO_ROWS);
  }
}
