package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Runs what was exported as source code on records, and compares it with the service. */
@ProcessTest
@ServiceTest
class ExportedRecordCodeBlackBoxTest {

  private final ServiceClient service;
  private final Path folder;

  ExportedRecordCodeBlackBoxTest(@LocalServerPort int port, @TempDir Path folder) {
    service = new ServiceClient(port);
    this.folder = folder;
  }

  @BeforeEach
  void train() {
    ExportedRecords.train(service);
  }

  private static List<Map<String, @Nullable Object>> records() {
    return Stream.of(
            ExportedRecords.records(), ExportedRecords.looseRecords(), ExportedRecords.unusable())
        .flatMap(List::stream)
        .toList();
  }

  private void assertPredicted(List<Map<String, @Nullable Object>> records, String printed) {
    List<@Nullable Double> expected = ExportedRecords.predicted(service, records);
    assertThat(expected).filteredOn(prediction -> prediction == null).hasSize(9);
    ExportedRecords.assertPrinted(expected, printed);
  }

  private String exported(String format) {
    return ExportedModels.export(service, ExportedRecords.MODEL, format).text();
  }

  private void write(String file, String text) throws Exception {
    Files.writeString(folder.resolve(file), text, StandardCharsets.UTF_8);
  }

  private static void assertLabels(String printed) {
    assertThat(Answer.parse(printed).valueStream().map(label -> label.stringValue()))
        .containsExactly(ExportedRecords.NEGATIVE, ExportedRecords.POSITIVE);
  }

  @Test
  void python_ofRecords_predictsTheSame() throws Exception {
    String python = Program.found("python3");
    write("exported.py", exported("python"));
    write("records.json", ExportedRecords.json(records()));
    write(
        "run.py",
        """
        import exported, json
        for record in json.load(open("records.json", encoding="utf-8")):
            try:
                print(exported.predict_record(record))
            except ValueError:
                print("refused")
        """);

    assertPredicted(records(), Program.run(folder, python, "run.py"));
    write(
        "labels.py",
        "import exported, json\nprint(json.dumps([exported.label(0.2), exported.label(0.5)]))\n");
    assertLabels(Program.run(folder, python, "labels.py"));
  }

  @Test
  void javaScript_ofRecords_predictsTheSame() throws Exception {
    String node = Program.found("node", "nodejs");
    write("records.json", ExportedRecords.json(records()));
    write(
        "run.js",
        exported("javascript")
            + """
              for (const record of JSON.parse(require("fs").readFileSync("records.json", "utf8"))) {
                try {
                  console.log(predictRecord(record));
                } catch (e) {
                  if (!(e instanceof RangeError)) throw e;
                  console.log("refused");
                }
              }
              """);

    assertPredicted(records(), Program.run(folder, node, "run.js"));
    write(
        "labels.js",
        exported("javascript") + "console.log(JSON.stringify([label(0.2), label(0.5)]));\n");
    assertLabels(Program.run(folder, node, "labels.js"));
  }

  @Test
  void java_ofRecords_predictsTheSame() throws Exception {
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    write("Neuron.java", exported("java"));
    write("records.txt", lines(records()));
    write(
        "Run.java",
        """
        public class Run {
          static String text(String base64) {
            return new String(java.util.Base64.getDecoder().decode(base64), java.nio.charset.StandardCharsets.UTF_8);
          }
          static Object cell(String tagged) {
            String text = text(tagged.substring(1));
            switch (tagged.charAt(0)) {
              case 'N': return null;
              case 'B': return Boolean.valueOf(text);
              case 'I': return Integer.valueOf(text);
              case 'D': return Double.valueOf(text);
              default: return text;
            }
          }
          public static void main(String[] args) throws Exception {
            for (String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of("records.txt"))) {
              java.util.Map<String, Object> record = new java.util.HashMap<>();
              String[] parts = line.split(" ");
              for (int k = 0; k < parts.length; k += 2) {
                record.put(text(parts[k]), cell(parts[k + 1]));
              }
              try {
                System.out.println(Neuron.predictRecord(record));
              } catch (IllegalArgumentException e) {
                System.out.println("refused");
              }
            }
          }
        }
        """);
    write(
        "Labels.java",
        """
        public class Labels {
          public static void main(String[] args) {
            System.out.print(String.join("", hex(Neuron.label(0.2)), " ", hex(Neuron.label(0.5))));
          }
          static String hex(Object label) {
            return java.util.HexFormat.of().formatHex(((String) label).getBytes(java.nio.charset.StandardCharsets.UTF_8));
          }
        }
        """);
    Program.run(
        folder,
        bin.resolve("javac").toString(),
        "-encoding",
        "US-ASCII",
        "-Xlint:all",
        "-Werror",
        "Neuron.java",
        "Run.java",
        "Labels.java");

    String java = bin.resolve("java").toString();
    assertPredicted(records(), Program.run(folder, java, "-cp", ".", "Run"));
    assertThat(Program.run(folder, java, "-cp", ".", "Labels"))
        .isEqualTo(hex(ExportedRecords.NEGATIVE) + " " + hex(ExportedRecords.POSITIVE));
  }

  private static String hex(String text) {
    return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String lines(List<Map<String, @Nullable Object>> records) {
    return records.stream()
        .map(
            record ->
                record.entrySet().stream()
                    .map(cell -> base64(cell.getKey()) + " " + tagged(cell.getValue()))
                    .collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n"));
  }

  private static String tagged(@Nullable Object cell) {
    return cell == null ? "N" : cell.getClass().getSimpleName().charAt(0) + base64(cell.toString());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void c_ofRecords_predictsTheSame() throws Exception {
    String gcc = Program.found("gcc", "cc");
    List<Map<String, @Nullable Object>> records =
        records().stream().filter(record -> !ExportedRecords.hasNul(record)).toList();
    write(
        "run.c",
        exported("c")
            + """
              #include <stdio.h>
              static const char *const records[][COLUMNS] = {%s};
              int main(void) {
                for (unsigned i = 0; i < sizeof records / sizeof *records; i++) {
                  double y = predict_record(records[i]);
                  if (isnan(y)) printf("refused\\n"); else printf("%%.17g\\n", y);
                }
                return 0;
              }
              """
                .formatted(rows(records)));
    write(
        "labels.c",
        exported("c")
            + "#include <stdio.h>\nint main(void) { printf(\"%s\\n%s\", label(0.2), label(0.5)); return 0; }\n");
    for (String standard : List.of("-std=c99", "-std=gnu17")) {
      compile(gcc, standard, "run");
    }
    compile(gcc, "-std=c11", "labels");

    assertPredicted(records, Program.run(folder, folder.resolve("run").toString()));
    assertThat(Program.run(folder, folder.resolve("labels").toString()))
        .isEqualTo(ExportedRecords.NEGATIVE + "\n" + ExportedRecords.POSITIVE);
  }

  private void compile(String gcc, String standard, String program) throws Exception {
    List<String> command = new ArrayList<>(List.of(gcc, standard, "-Wall", "-Wextra"));
    command.addAll(List.of("-Wtrigraphs", "-Werror", "-O2", program + ".c", "-lm"));
    command.addAll(List.of("-o", program));
    Program.run(folder, command.toArray(String[]::new));
  }

  private static String rows(List<Map<String, @Nullable Object>> records) {
    return records.stream()
        .map(
            record ->
                record.values().stream()
                    .map(ExportedRecordCodeBlackBoxTest::literal)
                    .collect(Collectors.joining(", ", "{", "}")))
        .collect(Collectors.joining(",\n"));
  }

  private static String literal(@Nullable Object cell) {
    String text = ExportedRecords.text(cell);
    if (text == null) {
      return "NULL";
    }
    StringBuilder bytes = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      bytes.append("\\%03o".formatted(Byte.toUnsignedInt(b)));
    }
    return bytes.append('"').toString();
  }
}
