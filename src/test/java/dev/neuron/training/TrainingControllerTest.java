package dev.neuron.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.neuron.core.neuron.LossFunction;
import dev.neuron.http.HttpSlice;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import dev.neuron.table.RawDataset;
import dev.neuron.training.job.Jobs;
import dev.neuron.training.run.RunEvents;
import dev.neuron.training.run.Trainings;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(TrainingController.class)
@Import({HttpSlice.class, TrainingFormats.class, TrainingResponder.class})
@MockitoBean(types = {Trainer.class, Trainings.class, Jobs.class, RunEvents.class})
@EnableConfigurationProperties(TrainingLimits.class)
class TrainingControllerTest {

  private final MockMvcTester mvc;
  private final Trainer trainer;
  private final Trainings trainings;

  TrainingControllerTest(
      @Autowired MockMvcTester mvc, @Autowired Trainer trainer, @Autowired Trainings trainings) {
    this.mvc = mvc;
    this.trainer = trainer;
    this.trainings = trainings;
  }

  private MvcTestResult train(String body) {
    return mvc.post()
        .uri("/train")
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  @Test
  void trained_returnsCreatedWithLocationAndTheWholeModel() {
    when(trainings.await(any(), any())).thenReturn(TrainedModel.SNAPSHOT);

    assertThat(train("{\"dataset\": {\"x\": [[1]], \"y\": [1]}}"))
        .hasStatus(201)
        .hasHeader("Location", "/models/id-1")
        .hasContentType(MediaType.APPLICATION_JSON)
        .bodyJson()
        .isStrictlyEqualTo(TrainedModel.WHOLE);
  }

  @Test
  void request_isReadWhole() {
    when(trainings.await(any(), any())).thenReturn(TrainedModel.SNAPSHOT);

    train(
        """
        {"name": "n", "lossHistoryPoints": 7,
         "dataset": {"sampleWeights": [1, 2], "y": [0, 1], "x": [[1, 2], [3, 4]],
                     "featureNames": ["p", "q"]},
         "hyperparameters": {"learningRate": 1, "epochs": 2, "batchSize": 1, "shuffle": false,
           "seed": -9223372036854775808, "momentum": 0.5, "l2": 0.1, "loss": "crossEntropy",
           "initial": {"W": [1, 2], "b": 3}, "standardize": true, "tolerance": 0, "patience": 4,
           "validationFraction": 0.5}}""");

    ArgumentCaptor<TrainingRequest> read = ArgumentCaptor.captor();
    ArgumentCaptor<Requester> requester = ArgumentCaptor.captor();
    verify(trainer).prepare(requester.capture(), read.capture());
    assertThat(requester.getValue().owner()).isEqualTo(Owner.ANONYMOUS);
    assertThat(requester.getValue().mode()).isEqualTo(ResponseMode.WAIT);
    TrainingRequest request = read.getValue();
    assertThat(request.name()).isEqualTo("n");
    assertThat(request.lossHistoryPoints()).isEqualTo(7);
    RawDataset dataset = requireNonNull(request.dataset());
    assertThat(dataset.x().rows()).isEqualTo(2);
    assertThat(dataset.x().columns()).isEqualTo(2);
    assertThat(dataset.featureNames()).containsExactly("p", "q");
    assertThat(request.hyperparameters())
        .usingRecursiveComparison()
        .isEqualTo(
            new HyperparametersRequest(
                null,
                1.0,
                2,
                1,
                false,
                Long.MIN_VALUE,
                0.5,
                0.1,
                LossFunction.CROSS_ENTROPY,
                null,
                new HyperparametersRequest.Initial(new double[] {1, 2}, 3.0),
                null,
                true,
                0.0,
                4,
                0.5,
                null,
                null));
  }

  @Test
  void store_faults_areTheirProblems() {
    when(trainings.await(any(), any()))
        .thenThrow(
            ModelStoreException.notFound(),
            ModelStoreException.evicted(),
            ModelStoreException.full());

    String body = "{\"dataset\": {\"x\": [[1]], \"y\": [1]}}";
    assertThat(train(body)).hasStatus(404);
    assertThat(train(body)).hasStatus(410);
    assertThat(train(body))
        .hasStatus(507)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("/problems/store-full");
  }

  @Test
  void body_unreadable_doesNotReachTheTrainer() {
    assertThat(train("{\"dataset\": {\"x\": [[1], [1, 2]], \"y\": [1, 0]}}"))
        .hasStatus(422)
        .bodyJson()
        .hasPathSatisfying("$.type", type -> assertThat(type).isEqualTo("/problems/ragged-rows"))
        .hasPathSatisfying(
            "$.errors[*].pointer",
            places -> assertThat(places).asArray().containsExactly("#/dataset/x/1"));
    verifyNoInteractions(trainer);
  }
}
