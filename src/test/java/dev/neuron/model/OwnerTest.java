package dev.neuron.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnerTest {

  /** A list of the keys that begin as an owner's must not contain another owner's. */
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
