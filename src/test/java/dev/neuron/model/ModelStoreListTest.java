package dev.neuron.model;

import static dev.neuron.model.Owner.ANONYMOUS;
import static dev.neuron.model.Stores.NOW;
import static dev.neuron.model.Stores.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.model.ModelsProperties.WhenFull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists page by page, in the order of creation. */
class ModelStoreListTest extends StoreTest {

  @Test
  void list_whileModelsAreAdded_showsEachThatWasThereOnce() {
    ModelStore large = ofModels(1000);
    List<String> there = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      there.addFirst(large.put(content(null)).id());
    }
    List<String> listed = new ArrayList<>();
    ModelStore.Page page = large.list(ANONYMOUS, 4, null);
    page.models().forEach(model -> listed.add(model.modelId()));
    while (page.next() != null) {
      large.put(content(null));
      page = large.list(ANONYMOUS, 4, page.next());
      page.models().forEach(model -> listed.add(model.modelId()));
    }

    assertThat(listed).isEqualTo(there);
  }

  @Test
  void list_pageThatIsExactlyTheRest_isTheLast() {
    ModelStore store = ofModels(3);
    store.put(content("a"));
    store.put(content("b"));

    assertThat(store.list(ANONYMOUS, 2, null).next()).isNull();
    assertThat(store.list(ANONYMOUS, 1, null).next()).isNotNull();
    assertThat(ofModels(1).list(ANONYMOUS, 1, null).models()).isEmpty();
  }

  @Test
  void createdAt_clockStuckOrBackward_stillRises() {
    Iterator<Instant> times =
        List.of(NOW, NOW, NOW.minusSeconds(60), NOW.plusNanos(999), NOW.plusSeconds(1)).iterator();
    InstantSource source = times::next;
    Clock unreliable = source.withZone(ZoneOffset.UTC);
    ModelStore store = open(Stores.properties(10, WhenFull.EVICT, 10), unreliable);

    assertThat(List.of(1, 2, 3, 4, 5))
        .extracting(i -> store.put(content(null)).createdAt())
        .containsExactly(
            NOW,
            NOW.plus(1, ChronoUnit.MICROS),
            NOW.plus(2, ChronoUnit.MICROS),
            NOW.plus(3, ChronoUnit.MICROS),
            NOW.plus(Duration.ofSeconds(1)));
  }
}
