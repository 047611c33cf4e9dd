package dev.neuron.model;

import static dev.neuron.model.Owner.ANONYMOUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.neuron.http.HttpSlice;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** {@code GET /models}. */
@WebMvcTest(ModelController.class)
@Import(HttpSlice.class)
@MockitoBean(types = ModelStore.class)
class ModelListControllerTest {

  private static final Instant CREATED = Instant.parse("2026-11-23T12:00:00.000001Z");
  private static final long CREATED_MICROS = 1_795_435_200_000_001L;
  private static final ModelSnapshot SNAPSHOT =
      new ModelSnapshot("id-1", CREATED, Stores.content("n", 2));

  private final MockMvcTester mvc;
  private final ModelStore store;

  ModelListControllerTest(@Autowired MockMvcTester mvc, @Autowired ModelStore store) {
    this.mvc = mvc;
    this.store = store;
  }

  @Test
  void list_more_passesThePlaceOn() {
    when(store.list(ANONYMOUS, 2, CREATED))
        .thenReturn(new ModelStore.Page(List.of(ModelSummary.of(SNAPSHOT)), CREATED));
    when(store.count(ANONYMOUS)).thenReturn(7);
    when(store.capacity()).thenReturn(9);

    assertThat(mvc.get().uri("/models?limit=2&after=" + CREATED_MICROS))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"models": [{"modelId": "id-1", "name": "n", "features": 2,
                         "createdAt": "2026-11-23T12:00:00.000001Z"}],
             "next": "%d", "count": 7, "capacity": 9}"""
                .formatted(CREATED_MICROS));
  }

  @Test
  void list_noParameters_asksForTheNewest100() {
    when(store.list(ANONYMOUS, 100, null)).thenReturn(new ModelStore.Page(List.of(), null));

    assertThat(mvc.get().uri("/models"))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo("{\"models\": [], \"count\": 0, \"capacity\": 0}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "after=x"})
  void list_parameterOutOfRange_isRefusedAndTheStoreNotAsked(String query) {
    assertThat(mvc.get().uri("/models?" + query))
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("/problems/invalid-request");
    verifyNoInteractions(store);
  }
}
