package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Runs what was exported as code, and compares what it predicts with what the service does. */
@ProcessTest
@ServiceTest
class ExportedCodeBlackBoxTest {

  private final ServiceClient service;
  private final Path folder;

  ExportedCodeBlackBoxTest(@LocalServerPort int port, @TempDir Path folder) {
    service = new ServiceClient(port);
    this.folder = folder;
  }

  @BeforeEach
  void bringModels() {
    ExportedModels.bringHostile(service);
    ExportedModels.bringNameless(service);
    ExportedModels.bringWide(service, 1500);
  }

  private int features(String model) {
    return service.get("/models/" + model).json().get("W").size();
  }

  private String exported(String model, String format) {
    return ExportedModels.export(service, model, format).text();
  }

  private Path write(String file, String text) throws Exception {
    return Files.writeString(folder.resolve(file), text, StandardCharsets.UTF_8);
  }

  private String rows(String model, String open, String close) {
    return Arrays.stream(ExportedModels.rows(features(model)))
        .map(row -> Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(", ")))
        .collect(Collectors.joining(close + ",\n" + open, open, close));
  }

  private static void assertHostile(String names) {
    assertThat(Answer.parse(names).valueStream().map(name -> name.stringValue()))
        .containsExactlyElementsOf(ExportedModels.HOSTILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostile", "plain", "wide"})
  void python_predictsTheSame(String model) throws Exception {
    String python = Program.found("python3");
    write("exported.py", exported(model, "python"));
    write(
        "run.py",
        """
        import exported
        for x in [%s]:
            print(exported.predict(x))
        try:
            exported.predict([])
        except ValueError:
            pass
        """
            .formatted(rows(model, "[", "]")));

    ExportedModels.assertPrinted(service, model, Program.run(folder, python, "run.py"));
    if (model.equals("hostile")) {
      write("names.py", "import exported, json\nprint(json.dumps(exported.FEATURES))\n");
      assertHostile(Program.run(folder, python, "names.py"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostile", "plain", "wide"})
  void javaScript_predictsTheSame(String model) throws Exception {
    String node = Program.found("node", "nodejs");
    write(
        "run.js",
        exported(model, "javascript")
            + "for (const x of [%s]) console.log(predict(x));\n".formatted(rows(model, "[", "]")));

    ExportedModels.assertPrinted(service, model, Program.run(folder, node, "run.js"));
    if (model.equals("hostile")) {
      write("names.js", exported(model, "javascript") + "console.log(JSON.stringify(FEATURES));\n");
      assertHostile(Program.run(folder, node, "names.js"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostile", "plain", "wide"})
  void java_predictsTheSame(String model) throws Exception {
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    write("Neuron.java", exported(model, "java"));
    write(
        "Run.java",
        """
        public class Run {
          public static void main(String[] args) throws Exception {
            for (String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of("rows.csv"))) {
              double[] x = java.util.Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
              System.out.println(Neuron.predict(x));
            }
          }
        }
        """);
    write("rows.csv", rows(model, "", "").replace(",\n", "\n"));
    // An encoding in which none of the names could be written.
    Program.run(
        folder,
        bin.resolve("javac").toString(),
        "-encoding",
        "US-ASCII",
        "-Werror",
        "Neuron.java",
        "Run.java");

    ExportedModels.assertPrinted(
        service, model, Program.run(folder, bin.resolve("java").toString(), "-cp", ".", "Run"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostile", "plain", "wide"})
  void c_predictsTheSame(String model) throws Exception {
    String gcc = Program.found("gcc", "cc");
    write(
        "run.c",
        exported(model, "c")
            + """
              #include <stdio.h>
              static const double rows[][FEATURES] = {%s};
              int main(void) {
                for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
                  printf("%%.17g\\n", predict(rows[i]));
                }
                return 0;
              }
              """
                .formatted(rows(model, "{", "}")));
    for (String standard : List.of("-std=c99", "-std=c11", "-std=gnu17")) {
      Program.run(
          folder,
          gcc,
          standard,
          "-Wall",
          "-Wextra",
          "-Wtrigraphs",
          "-Werror",
          "-O2",
          "run.c",
          "-lm",
          "-o",
          "run");
    }

    ExportedModels.assertPrinted(
        service, model, Program.run(folder, folder.resolve("run").toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostile", "plain", "wide"})
  void sql_predictsTheSame(String model) throws Exception {
    String sqlite = Program.found("sqlite3");
    List<String> names =
        model.equals("hostile")
            ? ExportedModels.HOSTILE
            : IntStream.rangeClosed(1, features(model)).mapToObj(j -> "x" + j).toList();
    String columns =
        names.stream()
            .map(name -> '"' + name.replace("\0", "").replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(", "));
    write(
        "run.sql",
        "CREATE TABLE t (%s);\nINSERT INTO t VALUES %s;\nSELECT format('%%.17g', %s) FROM t;\n"
            .formatted(columns, rows(model, "(", ")"), exported(model, "sql")));

    ExportedModels.assertPrinted(
        service, model, Program.run(folder, sqlite, ":memory:", ".read run.sql"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostile", "plain"})
  void excel_predictsTheSame(String model) throws Exception {
    String office = Program.found("soffice", "localc");
    String formula = exported(model, "excel").strip();
    double[][] rows = ExportedModels.rows(features(model));
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                office,
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--headless",
                "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false",
                "--outdir",
                "out"));
    for (int i = 0; i < rows.length; i++) {
      String cells =
          Arrays.stream(rows[i]).mapToObj(Double::toString).collect(Collectors.joining(","));
      String names = "x,".repeat(rows[i].length) + "y";
      write("row%02d.csv".formatted(i), names + "\n" + cells + ",\"" + formula + "\"\n");
      command.add("row%02d.csv".formatted(i));
    }
    Program.run(folder, command.toArray(String[]::new));
    double[] predictions = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      String line = Files.readAllLines(folder.resolve("out/row%02d.csv".formatted(i))).get(1);
      predictions[i] =
          Double.parseDouble(line.substring(line.lastIndexOf(',') + 1).replace("\"", ""));
    }

    ExportedModels.assertPredicted(service, model, predictions);
  }

  @Test
  void names_thatAreNotGiven_areCounted() {
    assertThat(exported("plain", "python")).contains("FEATURES = [\"x1\", \"x2\", \"x3\"]");
    assertThat(exported("plain", "sql")).contains("* \"x3\"");
  }
}
