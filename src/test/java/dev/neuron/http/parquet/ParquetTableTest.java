package dev.neuron.http.parquet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what two other libraries wrote: golden/parquet/generate_parquet.mjs has the cells. */
class ParquetTableTest {

  private static final long LIMIT = 16 << 20;

  private final List<Long> reserved = new ArrayList<>();

  static byte[] golden(String name) throws IOException {
    try (InputStream file =
        requireNonNull(ParquetTableTest.class.getResourceAsStream("/golden/parquet/" + name))) {
      return file.readAllBytes();
    }
  }

  private Table read(String name) throws IOException {
    return ParquetTable.read(golden(name + ".parquet"), LIMIT, reserved::add);
  }

  /** The cells of some columns as the generator wrote them to JSON. */
  private static Map<String, List<@Nullable Object>> expected(String name, Table of)
      throws IOException {
    JsonNode written = JsonMapper.shared().readTree(golden(name + ".json"));
    Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
    for (int j = 0; j < of.columns(); j++) {
      List<@Nullable Object> cells = new ArrayList<>();
      written.get(of.name(j)).forEach(cell -> cells.add(value(cell)));
      columns.put(of.name(j), cells);
    }
    return columns;
  }

  private static @Nullable Object value(JsonNode cell) {
    if (cell.isNumber()) {
      return cell.doubleValue();
    }
    if (cell.isBoolean()) {
      return cell.booleanValue();
    }
    return cell.isNull() ? null : cell.stringValue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hyparquet-snappy",
        "hyparquet-gzip",
        "hyparquet-groups",
        "arrow-v1-uncompressed",
        "arrow-v1-snappy",
        "arrow-v1-gzip",
        "arrow-v2-uncompressed",
        "arrow-v2-snappy",
        "arrow-v2-gzip",
        "arrow-v2-plain"
      })
  void passengers_ofEachWriter_areTheSame(String writer) throws IOException {
    Table table = read("passengers-" + writer);

    assertThat(table.columns()).isEqualTo(8);
    assertThat(table.rows()).isEqualTo(60);
    assertThat(ReadCells.of(table)).isEqualTo(expected("passengers", table));
    assertThat(reserved).isNotEmpty().allMatch(bytes -> bytes >= 60 * 8 * Double.BYTES);
  }

  @ParameterizedTest
  @CsvSource({"hyparquet, 14", "arrow-dictionary, 9", "arrow-plain, 9", "arrow-lengths, 1"})
  void types_inEachEncoding_areTheirValues(String writer, int columns) throws IOException {
    Table table = read("types-" + writer);

    assertThat(table.columns()).isEqualTo(columns);
    assertThat(ReadCells.of(table)).isEqualTo(expected("types", table));
  }

  @Test
  void nan_isAMissingNumber() throws IOException {
    assertThat(ReadCells.of(read("index"))).containsEntry("b", Arrays.asList(1.0, null, 3.0, 5.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void zstd_isRefusedWithWhatToUse(String version) {
    UnreadableException thrown =
        catchThrowableOfType(
            UnreadableException.class, () -> read("passengers-arrow-" + version + "-zstd"));

    assertThat(thrown.type()).isEqualTo(ProblemType.UNSUPPORTED_PARQUET);
    assertThat(thrown.detail()).contains("\"name\"", "ZSTD", "compression=\"snappy\"", "\"gzip\"");
  }
}
