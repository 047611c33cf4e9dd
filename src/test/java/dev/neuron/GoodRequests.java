package dev.neuron;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A good request for each way to use each endpoint, cheap and small; what hostile tests spoil. An
 * endpoint is added by a line in {@link #all}.
 */
final class GoodRequests {

  /** A model that every request may use; none may delete it by its id. */
  static final String MODEL = "prey";

  private static final String JSON = "Content-Type: application/json";
  private static final String CSV = "Content-Type: text/csv";
  private static final String NDJSON = "Content-Type: application/x-ndjson";
  private static final String NPY = "Content-Type: application/x-npy";
  private static final String STREAM = "Accept: text/event-stream";
  private static final String LATER = "Prefer: respond-async";

  private static final String TRAINING =
      """
      {"name": "prey-2", "dataset": {"x": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]],
       "y": [0, 1, 1, 0], "featureNames": ["x1", "x2", "x3"], "sampleWeights": [1, 2, 1, 1]},
       "hyperparameters": {"learningRate": 0.5, "epochs": 8, "batchSize": 2, "shuffle": true,
       "seed": 7, "momentum": 0.5, "l2": 0.001, "loss": "crossEntropy", "initialization": "uniform",
       "standardize": true, "tolerance": 1e-9, "patience": 3, "validationFraction": 0.25},
       "lossHistoryPoints": 4}""";
  private static final String SMALL =
      "{\"dataset\": %s, \"hyperparameters\": {\"epochs\": 4}}".formatted(Examples.SLIDES);
  private static final String GO_ON =
      "{\"dataset\": %s, \"hyperparameters\": {\"startFrom\": \"prey\", \"epochs\": 2}}"
          .formatted(Examples.SLIDES);
  private static final String LINES = (SMALL + "\n").repeat(3);
  private static final String TABLE = "x1,x2,x3,y\n0,0,1,0\n1,1,1,1\n1,0,1,1\n0,1,1,0\n";
  private static final byte[] ARRAY =
      Npy.array("(4, 4)", 0, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0);
  private static final byte[] ROWS = Npy.array("(2, 3)", 1, 0, 1, 0, 0, 1);

  private final List<WireRequest> all = new ArrayList<>();

  private GoodRequests() {}

  /**
   * All of them.
   *
   * @param doomed the id of a model that may be deleted
   * @param training the id of a training that may be cancelled
   */
  static List<WireRequest> all(String doomed, String training) {
    GoodRequests table = new GoodRequests();
    table.served("POST", "/train", TRAINING, JSON);
    table.served("POST", "/train", SMALL, JSON);
    table.served("POST", "/train", GO_ON, JSON);
    table.served("POST", "/train?name=prey-2&epochs=4&target=y&seed=3", TABLE, CSV);
    table.served("POST", "/train?epochs=4&target=0", ARRAY, NPY);
    table.served("POST", "/train", TRAINING, JSON, STREAM);
    table.served("POST", "/train?epochs=4", TABLE, CSV, STREAM);
    table.served("POST", "/train", TRAINING, JSON, LATER);
    table.served("POST", "/train?epochs=4", ARRAY, NPY, LATER);
    table.served("POST", "/train", LINES, NDJSON);
    table.served("POST", "/train?dryRun=true", TRAINING, JSON);
    table.served("POST", "/train?dryRun=true&epochs=4", TABLE, CSV);
    table.served("POST", "/train/dry-run", TRAINING, JSON);
    table.served("POST", "/train/dry-run?epochs=4", TABLE, CSV);
    table.served("POST", "/train/dry-run?preview=2", TRAINING, JSON);
    table.served("POST", "/train/dry-run?preview=2", TABLE, CSV);
    table.served("POST", "/train/events?progressPoints=2", SMALL, JSON);
    table.served("POST", "/train/events?epochs=4", ARRAY, NPY);
    table.served("POST", "/train/lines", LINES, NDJSON);
    table.served("POST", "/trainings", SMALL, JSON);
    table.served("POST", "/trainings?epochs=4", TABLE, CSV);
    table.served("POST", "/train", SMALL, JSON, "Idempotency-Key: 8e03978e-40d5-43dd-bc93");
    table.served(
        "POST",
        "/predict",
        "{\"modelId\": \"prey\", \"x\": [[1, 0, 1]], \"threshold\": 0.4}",
        JSON);
    table.served(
        "POST", "/predict", "{\"W\": [5.8, -0.1, -1.4], \"b\": -1.4, \"x\": [1, 0, 1]}", JSON);
    table.served(
        "POST",
        "/predict",
        "{\"modelId\":\"prey\",\"x\":[{\"x1\": 1, \"x2\": 0, \"x3\": 1}]}",
        JSON);
    table.served("POST", "/predict?model=prey&threshold=0.3", "x3,x1,x2\n1,1,0\n1,0,0\n", CSV);
    table.served("POST", "/predict?model=prey", "[1, 0, 1]\n[0, 0, 1]\n", NDJSON);
    table.served(
        "POST",
        "/predict?model=prey",
        "{\"x1\": 1, \"x2\": 0, \"x3\": 1}\n",
        NDJSON,
        "Accept: text/csv");
    table.served("POST", "/predict?model=prey", ROWS, NPY);
    table.served("POST", "/predict?model=prey", ROWS, NPY, "Accept: application/json");
    table.served(
        "POST",
        "/explain",
        "{\"modelId\": \"prey\", \"x\": [[1, 0, 1], [0, 0, 1]], \"y\": [1, 0.5],"
            + " \"learningRate\": 2, \"loss\": \"crossEntropy\", \"claims\": {\"loss\": 0.3}}",
        JSON);
    table.served(
        "POST",
        "/explain",
        "{\"W\": [0, 0], \"b\": 0, \"x\": [1, 0], \"y\": 1, \"claims\": {\"h\": 0,"
            + " \"dLoss_dW\": [-0.25, null], \"step\": {\"W\": [0.1, 0], \"b\": 1, \"loss\": 0}}}",
        JSON);
    table.served(
        "POST",
        "/explain",
        "{\"W\": [0, 1], \"b\": 0, \"x\": [[1, 0], [2, 1]], \"y\": [1, 0], \"l2\": 0.1,"
            + " \"sampleWeights\": [1, 2], \"momentum\": 0.5, \"velocity\": {\"W\": [0.1, 0], \"b\": 1},"
            + " \"scale\": {\"mean\": [1, 2], \"deviation\": [1, 0.5]}}",
        JSON);
    table.served(
        "POST",
        "/explain",
        "{\"W\": [0, 1], \"b\": 0, \"x\": [[1, 0], [2, 1]], \"y\": [1, 0], \"l2\": 0.1,"
            + " \"solver\": \"newton\", \"loss\": \"crossEntropy\", \"standardize\": true}",
        JSON);
    table.served(
        "POST",
        "/models",
        "{\"name\": \"prey-3\", \"W\": [1, 2.5], \"b\": -3e-2, \"featureNames\": [\"a\", \"b\"]}",
        JSON);
    table.served("GET", "/models?limit=3&after=1764000000000000", "");
    table.served("GET", "/models/prey", "", "If-None-Match: \"none\"");
    for (String format : List.of("json", "onnx", "pmml", "python", "sql", "numpy")) {
      table.served("GET", "/models/prey/export?format=" + format, "");
    }
    table.served("DELETE", "/models/" + doomed, "");
    table.served("POST", "/trainings/upload?epochs=4&target=y&seed=3", TABLE, CSV);
    table.served("POST", "/trainings/upload?epochs=4&target=0", ARRAY, NPY);
    table.served("POST", "/trainings/upload?epochs=4", "[1, 0]\n[0, 1]\n", NDJSON);
    table.served("GET", "/trainings?limit=3", "");
    table.served("GET", "/trainings/" + training, "");
    table.served("GET", "/trainings/" + training + "/events", "", STREAM, "Last-Event-ID: 1");
    table.served("DELETE", "/trainings/" + training, "");
    inference(table);
    tensorFlow(table);
    mlflow(table);
    table.served("GET", "/problems", "");
    table.served("GET", "/problems/ragged-rows", "");
    table.served("GET", "/actuator/health", "");
    table.served("GET", "/actuator/health/liveness", "");
    return List.copyOf(table.all);
  }

  private static void inference(GoodRequests table) {
    table.served("GET", "/v2", "");
    table.served("GET", "/v2/health/live", "");
    table.served("GET", "/v2/health/ready", "");
    table.served("POST", "/v2/repository/index", "{\"ready\": true}", JSON);
    table.served("GET", "/v2/models/prey", "");
    table.served("GET", "/v2/models/prey/ready", "");
    table.served(
        "POST",
        "/v2/models/prey/infer",
        "{\"id\": \"7\", \"inputs\": [{\"name\": \"x\", \"shape\": [2, 3], \"datatype\": \"INT32\","
            + " \"data\": [[1, 0, 1], [0, 0, 1]], \"parameters\": {\"a\": null}}],"
            + " \"outputs\": [{\"name\": \"label\"}], \"parameters\": {\"threshold\": 0.7}}",
        JSON);
    table.served(
        "POST",
        "/v2/models/prey/infer",
        "{\"inputs\": [{\"name\": \"x2\", \"shape\": [1], \"datatype\": \"FP64\", \"data\": [0.5]},"
            + " {\"name\": \"x1\", \"shape\": [1, 1], \"datatype\": \"UINT8\", \"data\": [255]},"
            + " {\"name\": \"x3\", \"shape\": [1], \"datatype\": \"FP32\", \"data\": [-1e-3]}]}",
        JSON);
  }

  private static void tensorFlow(GoodRequests table) {
    table.served("GET", "/v1/models", "");
    table.served("GET", "/v1/models/prey", "");
    table.served("GET", "/v1/models/prey/metadata", "");
    table.served("POST", "/v1/models/prey:predict", "{\"instances\": [[1, 0, 1], [0, 0, 1]]}");
    table.served(
        "POST",
        "/v1/models/prey:predict",
        "{\"signature_name\": \"serving_default\", \"inputs\": {\"x1\": [1], \"x2\": [0], \"x3\": [1]}}",
        JSON);
    table.served("POST", "/v1/models/prey:predict", "{\"instances\": [{\"x\": [1, 0, 1]}]}", JSON);
  }

  private static void mlflow(GoodRequests table) {
    table.served("GET", "/ping", "");
    table.served(
        "POST",
        "/models/prey/invocations",
        "{\"dataframe_split\": {\"columns\": [\"x2\", \"x1\", \"x3\"], \"index\": [0],"
            + " \"data\": [[1, 0, 1]]}, \"params\": {\"a\": 1}}",
        JSON);
    table.served(
        "POST",
        "/models/prey/invocations",
        "{\"dataframe_records\": [{\"x1\": 1, \"x2\": 0, \"x3\": 1}]}",
        JSON);
    table.served("POST", "/models/prey/invocations", "x3,x1,x2\n1,1,0\n", CSV);
  }

  private void served(String method, String target, String body, String... headers) {
    served(method, target, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private void served(String method, String target, byte[] body, String... headers) {
    all.add(WireRequest.of(method, target, body, headers));
  }
}
