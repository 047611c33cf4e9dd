package dev.neuron;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Computes what was exported as SQL and for Excel on records, and compares it with the service. */
@ProcessTest
@ServiceTest
class ExportedRecordFormulaBlackBoxTest {

  private final ServiceClient service;
  private final Path folder;

  ExportedRecordFormulaBlackBoxTest(@LocalServerPort int port, @TempDir Path folder) {
    service = new ServiceClient(port);
    this.folder = folder;
  }

  @BeforeEach
  void train() {
    ExportedRecords.train(service);
  }

  /** Records that tables with typed columns can hold. */
  private static List<Map<String, @Nullable Object>> records() {
    Stream<Map<String, @Nullable Object>> unusable =
        ExportedRecords.unusable().stream()
            .filter(
                record ->
                    record.get("with space") == null || record.get("with space") instanceof Double)
            .filter(record -> !(record.get("complete") instanceof Boolean));
    return Stream.concat(ExportedRecords.records().stream(), unusable)
        .filter(record -> !ExportedRecords.hasNul(record))
        .toList();
  }

  private String exported(String format) {
    return ExportedModels.export(service, ExportedRecords.MODEL, format).text();
  }

  private static String identifier(String column) {
    return '"' + column.replace("\0", "").replace("\"", "\"\"") + '"';
  }

  private static String literal(String column, @Nullable Object cell) {
    if (cell == null) {
      return "NULL";
    }
    return ExportedRecords.isNumber(column)
        ? cell.toString()
        : "'" + cell.toString().replace("'", "''") + "'";
  }

  private static String table(String number) {
    return ExportedRecords.columns().stream()
        .map(name -> identifier(name) + (ExportedRecords.isNumber(name) ? number : " TEXT"))
        .collect(Collectors.joining(", ", "CREATE TABLE t (", ")"));
  }

  private static String insert(Collection<Map<String, @Nullable Object>> records) {
    return records.stream()
        .map(
            record ->
                record.entrySet().stream()
                    .map(cell -> literal(cell.getKey(), cell.getValue()))
                    .collect(Collectors.joining(", ", "(", ")")))
        .collect(Collectors.joining(",\n", "INSERT INTO t VALUES ", ""));
  }

  @Test
  void sql_inSqlite_predictsTheSame() throws Exception {
    String sqlite = Program.found("sqlite3");
    Files.writeString(
        folder.resolve("run.sql"),
        """
        %s;
        %s;
        SELECT CASE WHEN y IS NULL THEN 'refused' ELSE format('%%.17g', y) END
        FROM (SELECT rowid AS id, %s AS y FROM t) ORDER BY id;
        """
            .formatted(table(" REAL"), insert(records()), exported("sql")),
        StandardCharsets.UTF_8);

    ExportedRecords.assertPrinted(
        ExportedRecords.predicted(service, records()),
        Program.run(folder, sqlite, ":memory:", ".read run.sql"));
  }

  @Test
  void sql_inPostgres_predictsTheSame() throws Exception {
    List<Map<String, @Nullable Object>> records = records();
    StringBuilder printed = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection(PostgresServer.shared().newDatabase(), "neuron", "");
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(table(" DOUBLE PRECISION").replace("TABLE t (", "TABLE t (id SERIAL, "));
      for (Map<String, @Nullable Object> record : records) {
        statement.execute(insert(List.of(record)).replaceFirst("VALUES \\(", "VALUES (DEFAULT, "));
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT %s FROM t ORDER BY id".formatted(exported("sql")))) {
        while (rows.next()) {
          String prediction = rows.getString(1);
          printed.append(prediction == null ? ExportedRecords.REFUSED : prediction).append('\n');
        }
      }
    }

    ExportedRecords.assertPrinted(ExportedRecords.predicted(service, records), printed.toString());
  }

  @Test
  void excel_predictsTheSame() throws Exception {
    String office = Program.found("soffice", "localc");
    String formula = exported("excel").strip();
    List<Map<String, @Nullable Object>> records =
        records().stream().filter(ExportedRecordFormulaBlackBoxTest::isOfSheet).toList();
    List<String> command =
        new ArrayList<>(
            List.of(
                office,
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--headless",
                "--infilter=Text - txt - csv (StarCalc):44,34,76",
                "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false",
                "--outdir",
                "out"));
    for (int i = 0; i < records.size(); i++) {
      List<@Nullable Object> cells = new ArrayList<>(records.get(i).values());
      cells.add(formula);
      String line = cells.stream().map(cell -> cell(cell)).collect(Collectors.joining(","));
      Files.writeString(
          folder.resolve("row%02d.csv".formatted(i)),
          "x,".repeat(cells.size() - 1) + "y\n" + line + "\n",
          StandardCharsets.UTF_8);
      command.add("row%02d.csv".formatted(i));
    }
    Program.run(folder, command.toArray(String[]::new));

    StringBuilder printed = new StringBuilder();
    for (int i = 0; i < records.size(); i++) {
      String text = Files.readString(folder.resolve("out/row%02d.csv".formatted(i))).strip();
      String y = text.substring(text.lastIndexOf(',') + 1).replace("\"", "");
      printed.append(y.equals("#N/A") ? ExportedRecords.REFUSED : y).append('\n');
    }
    ExportedRecords.assertPrinted(ExportedRecords.predicted(service, records), printed.toString());
  }

  /** True if a file that is opened as a sheet keeps the texts of a record as they are. */
  private static boolean isOfSheet(Map<String, ?> record) {
    return record.values().stream()
        .allMatch(
            cell ->
                !(cell instanceof String text)
                    || (!text.startsWith("=") && !text.matches("(?s)-0|1\\.50|.*[\r\0\u0001].*")));
  }

  private static String cell(@Nullable Object cell) {
    return cell == null
        ? ""
        : cell instanceof String text ? '"' + text.replace("\"", "\"\"") + '"' : cell.toString();
  }
}
