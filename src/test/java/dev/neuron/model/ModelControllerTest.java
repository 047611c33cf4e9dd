package dev.neuron.model;

import static dev.neuron.model.Owner.ANONYMOUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.http.HttpSlice;
import dev.neuron.model.ModelSnapshot.Content;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest(ModelController.class)
@Import(HttpSlice.class)
@MockitoBean(types = ModelStore.class)
class ModelControllerTest {

  private static final Instant CREATED = Instant.parse("2026-11-23T12:00:00.000001Z");
  private static final ModelSnapshot SNAPSHOT =
      new ModelSnapshot(
          "id-1",
          CREATED,
          new Content(
              ANONYMOUS,
              "n",
              new NeuronParameters(new double[] {1, -2}, 0.5),
              List.of("p", "q"),
              null));
  private static final String WHOLE =
      """
      {"modelId": "id-1", "name": "n", "W": [1.0, -2.0], "b": 0.5, "featureNames": ["p", "q"],
       "columns": [{"name": "p", "kind": "number", "features": [0]},
        {"name": "q", "kind": "number", "features": [1]}],
       "createdAt": "2026-11-23T12:00:00.000001Z"}""";

  private final MockMvcTester mvc;
  private final ModelStore store;

  ModelControllerTest(@Autowired MockMvcTester mvc, @Autowired ModelStore store) {
    this.mvc = mvc;
    this.store = store;
  }

  @Test
  void get_found_isTheWholeSnapshotWithItsETag() {
    when(store.get(eq(ANONYMOUS), eq("n"), any(LongConsumer.class))).thenReturn(SNAPSHOT);

    assertThat(mvc.get().uri("/models/n"))
        .hasStatusOk()
        .hasContentType(MediaType.APPLICATION_JSON)
        .hasHeader("ETag", "\"id-1\"")
        .bodyJson()
        .isStrictlyEqualTo(WHOLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"id-1\"", "W/\"id-1\"", "\"x\", \"id-1\""})
  void get_sameETag_isNotModified(String etags) {
    when(store.get(eq(ANONYMOUS), eq("n"), any(LongConsumer.class))).thenReturn(SNAPSHOT);

    assertThat(mvc.get().uri("/models/n").header("If-None-Match", etags))
        .hasStatus(304)
        .hasHeader("ETag", "\"id-1\"")
        .body()
        .isEmpty();
  }

  @Test
  void get_absentOrEvicted_isItsProblem() {
    when(store.get(eq(ANONYMOUS), eq("absent"), any(LongConsumer.class)))
        .thenThrow(ModelStoreException.notFound());
    when(store.get(eq(ANONYMOUS), eq("evicted"), any(LongConsumer.class)))
        .thenThrow(ModelStoreException.evicted());

    assertThat(mvc.get().uri("/models/absent"))
        .hasStatus(404)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"type": "/problems/model-not-found", "title": "There is no such model", "status": 404,
             "detail": "No model has this id or name.", "instance": "/models/absent"}""");
    assertThat(mvc.get().uri("/models/evicted"))
        .hasStatus(410)
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("/problems/model-evicted");
  }

  @Test
  void add_neuron_isPutAsItIsAndLocated() {
    when(store.put(any())).thenReturn(SNAPSHOT);

    assertThat(
            mvc.post()
                .uri("/models")
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"name": "n", "W": [1, -2], "b": 0.5, "featureNames": ["p", "q"]}"""))
        .hasStatus(201)
        .hasHeader("Location", "/models/id-1")
        .bodyJson()
        .isStrictlyEqualTo(WHOLE);
    ArgumentCaptor<Content> put = ArgumentCaptor.captor();
    verify(store).put(put.capture());
    assertThat(put.getValue().name()).isEqualTo("n");
    assertThat(put.getValue().parameters().weights()).containsExactly(1, -2);
    assertThat(put.getValue().parameters().bias()).isEqualTo(0.5);
    assertThat(put.getValue().featureNames()).containsExactly("p", "q");
    assertThat(put.getValue().origin()).isNull();
  }

  @Test
  void add_storeFull_is507() {
    when(store.put(any())).thenThrow(ModelStoreException.full());

    assertThat(
            mvc.post()
                .uri("/models")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"W\": [1], \"b\": 0}"))
        .hasStatus(507)
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"type": "/problems/store-full", "title": "The store of models is full", "status": 507,
             "detail": "The store is full and set to refuse new models; delete some first.", "instance": "/models"}""");
  }

  @Test
  void delete_present_respondsWithoutABody() {
    when(store.versions(ANONYMOUS, "id-1", 1)).thenReturn(List.of(ModelSummary.of(SNAPSHOT)));

    assertThat(mvc.delete().uri("/models/id-1")).hasStatus(204).body().isEmpty();
    verify(store).delete(ANONYMOUS, "id-1");
  }

  @Test
  void delete_absent_isNotFound() {
    when(store.versions(ANONYMOUS, "n", 1)).thenThrow(ModelStoreException.notFound());

    assertThat(mvc.delete().uri("/models/n")).hasStatus(404);
  }

  @Test
  void delete_byName_deletesNothing() {
    when(store.versions(ANONYMOUS, "n", 1)).thenReturn(List.of(ModelSummary.of(SNAPSHOT)));

    assertThat(mvc.delete().uri("/models/n")).hasStatus(404);
    verify(store, never()).delete(any(), any());
  }
}
