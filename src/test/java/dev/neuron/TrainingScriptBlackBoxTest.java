package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Runs the scripts that trainings are exported as, and compares W and b with the service's. */
@ProcessTest
@ServiceTest
class TrainingScriptBlackBoxTest {

  /** Runs every script of the folder in one process and prints what each left behind. */
  private static final String ALL =
      """
      import contextlib, glob, io, json, os, runpy
      for script in sorted(glob.glob(os.getcwd() + "/script*/script.py")):
          os.chdir(os.path.dirname(script))
          with contextlib.redirect_stdout(io.StringIO()) as printed:
              left = runpy.run_path(script)
          if printed.getvalue() != f"W = {left['W'].tolist()}\\nb = {float(left['b'])}\\n":
              raise SystemExit(printed.getvalue())
          print(json.dumps({"W": left["W"].tolist(), "b": float(left["b"])}))
      """;

  private final ServiceClient service;
  private final Path folder;

  TrainingScriptBlackBoxTest(@LocalServerPort int port, @TempDir Path folder) {
    service = new ServiceClient(port);
    this.folder = folder;
  }

  private String script(JsonNode model) {
    return ExportedModels.export(service, model.get("modelId").stringValue(), "numpy").text();
  }

  private List<JsonNode> runScripts() throws Exception {
    String python = Program.pythonWithNumpy();
    Files.writeString(folder.resolve("all.py"), ALL);
    return Program.run(folder, python, "-W", "error", "all.py").lines().map(Answer::parse).toList();
  }

  private void write(String file, String text) throws Exception {
    Path path = folder.resolve(file);
    Files.createDirectories(folder.resolve(file.substring(0, file.indexOf('/'))));
    Files.writeString(path, text, StandardCharsets.UTF_8);
  }

  private static String table(JsonNode training) {
    JsonNode dataset = training.get("request").get("dataset");
    StringBuilder table = new StringBuilder("the names of the columns\n");
    for (int i = 0; i < dataset.get("y").size(); i++) {
      dataset.get("x").get(i).forEach(value -> table.append(value).append(','));
      table.append(dataset.get("y").get(i)).append('\n');
    }
    return table.toString();
  }

  private static void assertRepeated(JsonNode script, JsonNode model) {
    Numbers.assertAllClose(script.get("W"), model.get("W"));
    Numbers.assertClose(script.get("b"), model.get("b"));
  }

  @Test
  void scripts_ofEveryGoldenTraining_repeatWAndB() throws Exception {
    List<JsonNode> trainings =
        Answer.parse(Examples.resource("/golden/trainings.json"))
            .get("cases")
            .valueStream()
            .toList();
    for (int i = 0; i < trainings.size(); i++) {
      String request = trainings.get(i).get("request").toString();
      String script = script(service.train(request).expect(201).json());
      write("script%03d/script.py".formatted(i), script);
      if (script.contains("data.csv")) {
        write("script%03d/data.csv".formatted(i), table(trainings.get(i)));
      }
    }
    List<JsonNode> repeated = runScripts();

    assertThat(repeated).hasSameSizeAs(trainings).hasSizeGreaterThan(60);
    for (int i = 0; i < repeated.size(); i++) {
      assertRepeated(repeated.get(i), trainings.get(i).get("expected"));
    }
  }

  @Test
  void script_ofATrainingThatGoesOn_repeatsWAndB() throws Exception {
    service.train(
        Examples.slides("{\"epochs\": 50}").replaceFirst("\\{", "{\"name\": \"first\", "));
    JsonNode model =
        service
            .train(
                Examples.slides(
                    "{\"epochs\": 70, \"startFrom\": \"first\", \"standardize\": true}"))
            .expect(201)
            .json();
    write("script/script.py", script(model));

    assertRepeated(runScripts().getFirst(), model);
  }

  @Test
  void script_ofManyRows_asksForThem_andChecksThem() throws Exception {
    String table = Examples.resource("/static/data/breast-cancer.csv");
    JsonNode model =
        service
            .post(
                "/train?epochs=30&standardize=true&validationFraction=0.2&seed=-7",
                "text/csv",
                table.getBytes(StandardCharsets.UTF_8))
            .expect(201)
            .json();
    String script = script(model);
    write("script/script.py", script);
    write("script/data.csv", table);

    assertThat(script).contains("569 rows").hasSizeLessThan(5000);
    assertRepeated(runScripts().getFirst(), model);
    write("script/data.csv", table.replaceFirst("\n[^,]*", "\n1.0"));
    write(
        "script/other.py",
        "import runpy\ntry:\n  runpy.run_path('script.py')\nexcept SystemExit as e:\n  print(e)\n");
    assertThat(Program.run(folder.resolve("script"), Program.pythonWithNumpy(), "other.py"))
        .contains("not what the model was trained on");
  }

  @Test
  void script_holdsNoMoreThanItsSettingsAskFor() {
    String slides = script(service.train(Examples.slides("{}")).expect(201).json());

    assertThat(slides)
        .contains("dLoss_dyHat = -2 * (y - y_hat)")
        .contains("W = W - learning_rate * dLoss_dW")
        .contains("    [1.0, 0.0, 1.0],\n")
        .doesNotContain("Random")
        .doesNotContain("momentum")
        .doesNotContain("l2")
        .doesNotContain("mean, deviation")
        .doesNotContain("held_out")
        .doesNotContain("batch")
        .doesNotContain("weights");
    assertThat(slides.lines()).hasSizeLessThan(40);
    assertThat(slides).doesNotContain("\n\n\n\n").doesNotContain("{{");
  }
}
