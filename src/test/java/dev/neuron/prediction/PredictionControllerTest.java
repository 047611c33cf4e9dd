package dev.neuron.prediction;

import static dev.neuron.model.Owner.ANONYMOUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.neuron.core.NeuronService;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.http.HttpSlice;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(PredictionController.class)
@Import({HttpSlice.class, Predictor.class, NeuronService.class, SimpleMeterRegistry.class})
@MockitoBean(types = ModelStore.class)
class PredictionControllerTest {

  private final MockMvcTester mvc;
  private final ModelStore store;

  PredictionControllerTest(@Autowired MockMvcTester mvc, @Autowired ModelStore store) {
    this.mvc = mvc;
    this.store = store;
  }

  private static ModelSnapshot model(@Nullable List<String> featureNames) {
    NeuronParameters parameters = new NeuronParameters(new double[] {1, -1}, 0);
    return new ModelSnapshot(
        "id-1", Instant.EPOCH, new Content(ANONYMOUS, "n", parameters, featureNames, null));
  }

  private MvcTestResult predict(String body) {
    return mvc.post()
        .uri("/predict")
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  @Test
  void byName_returnsIdPredictionsAndLabels() {
    when(store.get(ANONYMOUS, "n")).thenReturn(model(null));

    assertThat(predict("{\"modelId\": \"n\", \"x\": [[3, 3], [0, -1000]]}"))
        .hasStatusOk()
        .hasContentType(MediaType.APPLICATION_JSON)
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"modelId": "id-1", "predictions": [0.5, 1.0], "labels": [1, 1]}""");
  }

  @Test
  void namedRow_isPutIntoTheOrderOfTheModel() {
    when(store.get(ANONYMOUS, "n")).thenReturn(model(List.of("p", "q")));

    assertThat(predict("{\"modelId\": \"n\", \"x\": {\"q\": -1000, \"p\": 0}}"))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo("{\"modelId\": \"id-1\", \"predictions\": [1.0], \"labels\": [1]}");
  }

  @Test
  void withParameters_doesNotAskTheStore() {
    assertThat(predict("{\"W\": [1], \"b\": -2, \"x\": [[2]], \"threshold\": 0.6}"))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo("{\"predictions\": [0.5], \"labels\": [0]}");
    verifyNoInteractions(store);
  }

  @Test
  void featureCount_other_isUnprocessable() {
    when(store.get(ANONYMOUS, "n")).thenReturn(model(null));

    assertThat(predict("{\"modelId\": \"n\", \"x\": [[1, 2, 3]]}"))
        .hasStatus(422)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"type": "/problems/wrong-feature-count", "status": 422,
             "title": "The number of features does not fit",
             "detail": "The model takes 2 features, these rows have 3.", "instance": "/predict",
             "errors": [{"pointer": "#/x",
                         "detail": "The model takes 2 features, these rows have 3."}]}""");
  }

  @Test
  void model_absentOrEvicted_isItsProblem() {
    when(store.get(ANONYMOUS, "absent")).thenThrow(ModelStoreException.notFound());
    when(store.get(ANONYMOUS, "evicted")).thenThrow(ModelStoreException.evicted());

    assertThat(predict("{\"modelId\": \"absent\", \"x\": [1]}")).hasStatus(404);
    assertThat(predict("{\"modelId\": \"evicted\", \"x\": [1]}")).hasStatus(410);
  }

  @Test
  void request_unusable_doesNotAskTheStore() {
    assertThat(predict("{\"modelId\": \"n\"}")).hasStatus(422);
    assertThat(predict("{\"modelId\": \"n\", \"x\": [1], \"threshold\": 2}")).hasStatus(422);
    assertThat(predict("{\"modelId\": \"n\", \"W\": [1], \"b\": 0, \"x\": [1]}")).hasStatus(422);
    assertThat(predict("{\"modelId\": 5, \"x\": [1]}")).hasStatus(400);
    verifyNoInteractions(store);
  }
}
