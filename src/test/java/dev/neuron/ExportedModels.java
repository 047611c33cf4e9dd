package dev.neuron;

import static dev.neuron.Numbers.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models to take away, rows to try them on, and what the service predicts for these. */
final class ExportedModels {

  /** Names that would end a string, a comment or a statement, or hide what they say. */
  static final List<String> HOSTILE =
      List.of(
          "with space",
          "it's",
          "say \"x\"",
          "class",
          "SELECT",
          "größe",
          "名前",
          "Ⅷ 🙂",
          "\\u000a}} evil(); //",
          "\\",
          "*/ int evil(void); /*",
          "\"); DROP TABLE t; --",
          "line\nbreak\r\n",
          "${x} #{x} {{x}} %s %n",
          "<b>&amp;</b> ]]>",
          "''' \"\"\"",
          "tab\tand \u0001\u007f\u202e\u2028",
          "nul\0",
          "what??/",
          "y",
          "[x]",
          "`x`");

  private static final double CLOSE = 1e-12;
  private static final long SEED = 20261125;

  private ExportedModels() {}

  /** Brings a model whose features have the hostile names. */
  static void bringHostile(ServiceClient service) {
    bring(service, "hostile", HOSTILE.size(), JsonMapper.shared().writeValueAsString(HOSTILE));
  }

  /** Brings one of three features without names. */
  static void bringNameless(ServiceClient service) {
    bring(service, "plain", 3, "null");
  }

  /** Brings one of many features. */
  static void bringWide(ServiceClient service, int features) {
    bring(service, "wide", features, "null");
  }

  private static void bring(ServiceClient service, String name, int features, String names) {
    Random random = new Random(SEED);
    double[] weights = random.doubles(features, -2, 2).toArray();
    weights[0] = 3e-7;
    service
        .post(
            "/models",
            "{\"name\": \"%s\", \"W\": %s, \"b\": %s, \"featureNames\": %s}"
                .formatted(name, Arrays.toString(weights), -random.nextDouble(), names))
        .expect(201);
  }

  /** Rows for a model: ordinary ones, none, and some whose logits are far beyond 700. */
  static double[][] rows(int features) {
    Random random = new Random(SEED + 1);
    double[][] rows =
        IntStream.range(0, 20)
            .mapToObj(_ -> random.doubles(features, -3, 3).toArray())
            .toArray(double[][]::new);
    Arrays.fill(rows[0], 0);
    Arrays.fill(rows[1], 1e5);
    Arrays.fill(rows[2], -1e5);
    rows[3][1] = 1e4;
    rows[4][1] = -1e4;
    return rows;
  }

  /** What the service takes a model away as. */
  static Answer export(ServiceClient service, String model, String format) {
    return service.get("/models/" + model + "/export?format=" + format).expect(200);
  }

  /** Asserts that these are the service's own predictions for {@link #rows}. */
  static void assertPredicted(ServiceClient service, String model, double[] predictions) {
    JsonNode weights = service.get("/models/" + model).expect(200).json().get("W");
    double[][] rows = rows(weights.size());
    JsonNode expected =
        service
            .predict("{\"modelId\": \"%s\", \"x\": %s}".formatted(model, Arrays.deepToString(rows)))
            .expect(200)
            .json();
    assertThat(predictions).containsExactly(array(expected.get("predictions")), within(CLOSE));
  }

  /** The same of predictions that a program printed, one a line. */
  static void assertPrinted(ServiceClient service, String model, String printed) {
    assertPredicted(
        service,
        model,
        printed.lines().filter(line -> !line.isBlank()).mapToDouble(Double::parseDouble).toArray());
  }
}
