package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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

  /** Where W is mostly rounding: no slope at all, and fewer rows to train on than features. */
  private static final Set<String> ILL_DEFINED =
      Set.of("saturated, mse", "validation by class, nearly all");

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

  /** Trains by requests, and writes the script of each model; returns the models. */
  private List<JsonNode> trainAndWrite(List<JsonNode> trainings) throws Exception {
    List<JsonNode> models = new ArrayList<>();
    for (JsonNode training : trainings) {
      JsonNode model = service.train(training.get("request").toString()).expect(201).json();
      String script = script(model);
      write("script%03d/script.py".formatted(models.size()), script);
      if (script.contains("data.csv")) {
        write("script%03d/data.csv".formatted(models.size()), table(training));
      }
      models.add(model);
    }
    return models;
  }

  private static List<JsonNode> goldenTrainings() {
    return Answer.parse(Examples.resource("/golden/trainings.json"))
        .get("cases")
        .valueStream()
        .toList();
  }

  /** A golden training with other settings, and without those that solvers do not take. */
  private static JsonNode with(JsonNode training, String settings) {
    ObjectNode other = training.asObject().deepCopy();
    ObjectNode hyperparameters = other.withObject("request").withObject("hyperparameters");
    hyperparameters.remove(List.of("learningRate", "momentum", "batchSize", "shuffle"));
    hyperparameters.setAll(Answer.parse(settings).asObject());
    return other;
  }

  private static void assertRepeated(JsonNode script, JsonNode model) {
    Numbers.assertAllClose(script.get("W"), model.get("W"));
    Numbers.assertClose(script.get("b"), model.get("b"));
  }

  @Test
  void scripts_ofEveryGoldenTraining_repeatWAndB() throws Exception {
    List<JsonNode> trainings = goldenTrainings();
    trainAndWrite(trainings);
    List<JsonNode> repeated = runScripts();

    assertThat(repeated).hasSameSizeAs(trainings).hasSizeGreaterThan(60);
    for (int i = 0; i < repeated.size(); i++) {
      assertRepeated(repeated.get(i), trainings.get(i).get("expected"));
    }
  }

  /**
   * Newton's method is cut short or penalised: where W grows for ever, its last steps are noise.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"solver\": \"newton\", \"epochs\": 12}",
        "{\"solver\": \"newton\", \"l2\": 0.001}",
        "{\"solver\": \"lbfgs\"}"
      })
  void scripts_ofEveryGoldenTrainingByASolver_repeatWAndB(String settings) throws Exception {
    List<JsonNode> trainings =
        goldenTrainings().stream()
            .filter(training -> !ILL_DEFINED.contains(training.get("name").stringValue()))
            .map(training -> with(training, settings))
            .toList();
    List<JsonNode> models = trainAndWrite(trainings);
    List<JsonNode> repeated = runScripts();

    assertThat(repeated).hasSameSizeAs(models).hasSizeGreaterThan(60);
    for (int i = 0; i < repeated.size(); i++) {
      assertRepeated(repeated.get(i), models.get(i));
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

  @ParameterizedTest
  @ValueSource(
      strings = {"epochs=30", "solver=newton&l2=0.01", "solver=lbfgs&l2=0.01&loss=crossEntropy"})
  void script_ofManyRows_asksForThem_andChecksThem(String settings) throws Exception {
    String table = Examples.resource("/static/data/breast-cancer.csv");
    JsonNode model =
        service
            .post(
                "/train?standardize=true&validationFraction=0.2&seed=-7&" + settings,
                "text/csv",
                table.getBytes(StandardCharsets.UTF_8))
            .expect(201)
            .json();
    String script = script(model);
    write("script/script.py", script);
    write("script/data.csv", table);

    assertThat(script).contains("569 rows").hasSizeLessThan(8000);
    assertRepeated(runScripts().getFirst(), model);
    write("script/data.csv", table.replaceFirst("\n[^,]*", "\n1.0"));
    write(
        "script/other.py",
        "import runpy\ntry:\n  runpy.run_path('script.py')\nexcept SystemExit as e:\n  print(e)\n");
    assertThat(Program.run(folder.resolve("script"), Program.pythonWithNumpy(), "other.py"))
        .contains("not what the model was trained on");
  }

  @ParameterizedTest
  @CsvSource({"newton, crossEntropy, 95", "newton, mse, 100", "lbfgs, mse, 100"})
  void script_ofASolver_holdsNoMoreThanItsSettingsAskFor(String solver, String loss, int lines) {
    String settings = "{\"solver\": \"%s\", \"loss\": \"%s\"}".formatted(solver, loss);
    String script = script(service.train(Examples.slides(settings)).expect(201).json());

    assertThat(script)
        .contains(solver.equals("newton") ? "np.linalg.cholesky(" : "def downhill(")
        .contains("tolerance = ")
        .doesNotContain("learning_rate")
        .doesNotContain("Random")
        .doesNotContain("l2")
        .doesNotContain("penalty")
        .doesNotContain("mean, deviation")
        .doesNotContain("held_out")
        .doesNotContain("batch")
        .doesNotContain("weights");
    assertThat(script.lines())
        .hasSizeLessThan(lines)
        .allMatch(line -> line.length() <= 120 && line.equals(line.stripTrailing()));
    assertThat(script).doesNotContain("\n\n\n\n").doesNotContain("{{");
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
