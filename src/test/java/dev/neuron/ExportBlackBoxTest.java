package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Takes models away over HTTP: which files there are, and which there cannot be. */
@ServiceTest
class ExportBlackBoxTest {

  private final ServiceClient service;

  ExportBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @BeforeEach
  void bringModels() {
    ExportedModels.bringHostile(service);
    ExportedModels.bringNameless(service);
  }

  @ParameterizedTest
  @CsvSource({
    "json, application/json, plain.json",
    "onnx, application/octet-stream, plain.onnx",
    "pmml, application/xml, plain.pmml",
    "python, text/x-python;charset=UTF-8, plain.py",
    "javascript, text/javascript;charset=UTF-8, plain.js",
    "java, text/x-java-source;charset=UTF-8, Neuron.java",
    "c, text/x-c;charset=UTF-8, plain.c",
    "sql, application/sql;charset=UTF-8, plain.sql",
    "excel, text/plain;charset=UTF-8, plain.txt",
    "latex, text/x-tex;charset=UTF-8, plain.tex"
  })
  void export_isAFileOfItsKind(String format, String type, String file) {
    for (String accept : new String[] {"*/*", "application/json", "text/html"}) {
      Answer answer =
          service.get("/models/plain/export?format=" + format, "Accept", accept).expect(200);
      assertThat(answer.header("Content-Type")).isEqualTo(type);
      assertThat(answer.header("Content-Disposition"))
          .isEqualTo("attachment; filename=\"%s\"".formatted(file));
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
    byte[] first = ExportedModels.export(service, "hostile", format).body();
    assertThat(ExportedModels.export(service, "hostile", format).body()).isEqualTo(first);
  }

  @Test
  void json_isTheDefault_andImportsBackToTheSameBits() {
    for (String model : new String[] {"hostile", "plain"}) {
      Answer exported = service.get("/models/" + model + "/export").expect(200);
      JsonNode again = service.post("/models", exported.text()).expect(201).json();
      JsonNode before = service.get("/models/" + model).json();

      assertThat(again.get("W").toString()).isEqualTo(before.get("W").toString());
      assertThat(again.get("b").toString()).isEqualTo(before.get("b").toString());
      assertThat(again.get("name")).isEqualTo(before.get("name"));
      assertThat(again.path("featureNames")).isEqualTo(before.path("featureNames"));
    }
  }

  @Test
  void model_withoutAName_goesByItsId() {
    String id =
        service
            .post("/models", "{\"W\": [1], \"b\": 0}")
            .expect(201)
            .json()
            .get("modelId")
            .stringValue();
    Answer answer = ExportedModels.export(service, id, "python");

    assertThat(answer.header("Content-Disposition")).contains(id + ".py");
    assertThat(answer.text()).startsWith("\"\"\"" + id + ": ");
    assertThat(ExportedModels.export(service, id, "json").json().has("name")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "JSON", "Python", "json,onnx", "../python", "python.mustache"})
  void format_unknown_isRefused(String format) {
    service.get("/models/plain/export?format=" + format).expectProblem(400, "invalid-request");
    assertThat(service.get("/models/plain/export?format=" + format).text()).contains("latex");
  }

  @Test
  void model_unknown_isNotFound() {
    service.get("/models/nope/export?format=python").expectProblem(404, "model-not-found");
    service.delete("/models/plain/export").expectProblem(405, "method-not-allowed");
  }

  @ParameterizedTest
  @CsvSource({"excel, 5000", "java, 4001"})
  void format_withBounds_refusesWhatIsBeyondThem(String format, int features) {
    ExportedModels.bringWide(service, features);
    service
        .get("/models/wide/export?format=" + format)
        .expectProblem(422, "not-exportable", "parameter=format");
  }

  @Test
  void script_ofANeuronFromElsewhere_isRefused() {
    service
        .get("/models/plain/export?format=numpy")
        .expectProblem(422, "not-exportable", "parameter=format");
  }

  @Test
  void latex_holdsNamesAsText() {
    String formula = ExportedModels.export(service, "hostile", "latex").text();

    assertThat(formula)
        .contains("\\text{class}")
        .contains("\\text{\\textbackslash{}u000a\\}\\} evil(); //}")
        .contains("\\text{<b>\\&amp;</b> ]]>}")
        .contains("\\text{line break  }")
        .contains("\\text{\\$\\{x\\} \\#\\{x\\} \\{\\{x\\}\\} \\%s \\%n}");
    assertThat(formula.lines()).hasSize(7 + ExportedModels.HOSTILE.size());
    assertThat(ExportedModels.export(service, "plain", "latex").text())
        .contains("+ 0.0000003 \\cdot x_{1}");
  }

  @Test
  void sources_ofHostileNames_haveNothingOutsideOfLiterals() {
    for (String format : new String[] {"python", "javascript", "java", "c"}) {
      String source = ExportedModels.export(service, "hostile", format).text();
      String plain = ExportedModels.export(service, "plain", format).text();

      assertThat(code(source)).as(format).containsExactlyElementsOf(code(plain).toList());
    }
  }

  /** The lines with words in them, without literals and numbers. */
  private static Stream<String> code(String source) {
    return source
        .replaceAll("\"(?:[^\"\\\\\n]|\\\\.)*\"", "")
        .replaceAll("-?[0-9]+(?:\\.[0-9]+(?:E-?[0-9]+)?)?", "")
        .replace("hostile", "plain")
        .lines()
        .filter(line -> line.matches(".*[a-zA-Z].*"))
        .map(line -> line.replaceAll("[ ,]|};?$|];?$", ""));
  }
}
