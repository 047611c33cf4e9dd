package dev.neuron.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelIdsTest {

  @Test
  void next_isA128BitNumberThatFitsIntoAUrl() {
    ModelIds ids = new ModelIds();
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String id = ids.next();
      assertThat(id).matches("[A-Za-z0-9_-]{22}");
      assertThat(Base64.getUrlDecoder().decode(id)).hasSize(16);
      made.add(id);
    }
    assertThat(made).hasSize(10_000);
  }

  @Test
  void next_ofTwoMakers_differs() {
    assertThat(new ModelIds().next()).isNotEqualTo(new ModelIds().next());
  }
}
