import dev.neuron.client.ApiClient;
import dev.neuron.client.ApiException;
import dev.neuron.client.api.ExplanationApi;
import dev.neuron.client.api.ModelsApi;
import dev.neuron.client.api.PredictionApi;
import dev.neuron.client.api.TrainingApi;
import dev.neuron.client.api.TrainingApi.APIDryRunRequest;
import dev.neuron.client.api.TrainingApi.APITrainRequest;
import dev.neuron.client.model.Claims;
import dev.neuron.client.model.Dataset;
import dev.neuron.client.model.DryRun;
import dev.neuron.client.model.Explanation;
import dev.neuron.client.model.ExplanationRequest;
import dev.neuron.client.model.Hyperparameters;
import dev.neuron.client.model.Model;
import dev.neuron.client.model.ModelList;
import dev.neuron.client.model.PredictionRequest;
import dev.neuron.client.model.Predictions;
import dev.neuron.client.model.TrainingRequest;
import dev.neuron.client.model.WrittenNumber;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Trains, predicts and explains by the client that is generated from the OpenAPI document. */
public final class Neuron {

  private static final List<Object> ROW = List.of(1.0, 0.0, 1.0);
  private static final Map<String, Double> NAMED_ROW = Map.of("x1", 1.0, "x2", 0.0, "x3", 1.0);
  private static final Dataset DATASET =
      new Dataset()
          .addXItem(List.of(0.0, 0.0, 1.0))
          .addXItem(List.of(1.0, 1.0, 1.0))
          .addXItem(ROW)
          .addXItem(List.of(0.0, 1.0, 1.0))
          .y(List.of(0.0, 1.0, 1.0, 0.0))
          .addFeatureNamesItem("x1")
          .addFeatureNamesItem("x2")
          .addFeatureNamesItem("x3");

  private Neuron() {}

  public static void main(String[] arguments) throws ApiException {
    ApiClient client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    Model model = train(new TrainingApi(client));
    predict(new PredictionApi(client), model);
    explain(new ExplanationApi(client), model.getModelId());
    listAndDelete(new ModelsApi(client), model);
    System.out.println("Java: trained, predicted, explained");
  }

  private static Model train(TrainingApi api) throws ApiException {
    TrainingRequest request =
        new TrainingRequest()
            .dataset(DATASET)
            .hyperparameters(
                new Hyperparameters().epochs(1000).loss(Hyperparameters.LossEnum.MSE))
            .lossHistoryPoints(10);
    Model model = api.train(APITrainRequest.newBuilder().trainingRequest(request).build());
    check(model.getW().size() == 3 && model.getB() != null, "W has a weight a feature");
    List<Double> losses = model.getLossHistory();
    check(losses.size() == 8, "the loss history has every 128th of 1000 epochs");
    check(losses.get(0) == 0.25 && losses.get(7) < 0.25, "the loss falls from 1/4");
    check(model.getStopReason() == Model.StopReasonEnum.EPOCHS_COMPLETED, "all epochs were run");
    DryRun dryRun = api.dryRun(APIDryRunRequest.newBuilder().trainingRequest(request).build());
    check(dryRun.getCost() == 16000, "a dry run says the cost");
    return model;
  }

  private static void predict(PredictionApi api, Model model) throws ApiException {
    PredictionRequest byId = new PredictionRequest().modelId(model.getModelId());
    Predictions answer = api.predict(byId.x(List.of(ROW, List.of(0.0, 0.0, 1.0))), null, null, null, null, null, null);
    List<Double> predictions = answer.getPredictions();
    check(predictions.stream().allMatch(p -> p > 0 && p < 1), "predictions lie between 0 and 1");
    check(answer.getLabels().equals(List.of(1, 0)), "predictions are right");
    for (Object x : List.of(ROW, List.of(ROW), NAMED_ROW, List.of(NAMED_ROW))) {
      check(
          api.predict(byId.x(x), null, null, null, null, null, null).getPredictions().equals(predictions.subList(0, 1)),
          "a row in each form has one prediction");
    }
    PredictionRequest byValue = new PredictionRequest().W(model.getW()).b(model.getB()).x(ROW);
    check(
        api.predict(byValue, null, null, null, null, null, null).getPredictions().equals(predictions.subList(0, 1)),
        "W and b predict as the model does");
  }

  private static WrittenNumber claim(double value) {
    return new WrittenNumber(BigDecimal.valueOf(value));
  }

  private static void explain(ExplanationApi api, String modelId) throws ApiException {
    Explanation one =
        api.explain(
            new ExplanationRequest()
                .W(List.of(0.0, 0.0, 0.0))
                .b(0.0)
                .x(ROW)
                .y(1)
                .claims(
                    new Claims()
                        .yHat(new WrittenNumber("0.50"))
                        .dLossDW(Arrays.asList(claim(-0.25), null, claim(1.0)))));
    check(one.getLoss() == 0.25 && one.getyHat() == 0.5, "the quantities are those of the slides");
    check(
        one.getdLossDW().equals(List.of(-0.25, 0.0, -0.25)),
        "dLoss_dW is 2(ŷ − y) · ŷ(1 − ŷ) · x");
    check(one.getVerdicts().size() == 3 && !one.getVerdicts().get(2).getRight(), "claims are judged");
    Explanation several =
        api.explain(
            new ExplanationRequest().modelId(modelId).x(DATASET.getX()).y(DATASET.getY()));
    check(several.getRows().size() == 4, "several rows are explained");
  }

  private static void listAndDelete(ModelsApi api, Model model) throws ApiException {
    ModelList page = api.listModels(1, null);
    check(page.getModels().get(0).getModelId().equals(model.getModelId()), "the newest is first");
    if (page.getNext() != null) {
      api.listModels(1, page.getNext());
    }
    check(api.getModel(model.getModelId()).equals(model), "the model is kept as it was trained");
    api.deleteModel(model.getModelId());
    try {
      api.getModel(model.getModelId());
      check(false, "a deleted model is a problem");
    } catch (ApiException e) {
      check(e.getResponseBody().contains("/problems/model-not-found"), "the problem says its type");
    }
  }

  private static void check(boolean right, String what) {
    if (!right) {
      throw new IllegalStateException("not so: " + what);
    }
  }
}
