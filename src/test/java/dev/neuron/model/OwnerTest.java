package dev.neuron.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnerTest {

  /** Whoever lists what begins as one's own keys must not see another's. */
  @Test
  void key_ofAnotherOwner_doesNotBeginAsThisOnes() {
    List<String> names = List.of("", "/", "a", "a/", "a/b", "1:a", "1:a/", "11:a");
    for (String name : names) {
      String own = new Owner(name).key("");
      assertThat(names)
          .filteredOn(other -> new Owner(other).key("x/y").startsWith(own))
          .containsExactly(name);
    }
  }
}
