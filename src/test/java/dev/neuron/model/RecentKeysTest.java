package dev.neuron.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentKeysTest {

  @Test
  void add_beyondTheLimit_forgetsTheOldest() {
    RecentKeys<String> keys = new RecentKeys<>(2);
    keys.add("a");
    keys.add("b");
    keys.add("c");

    assertThat(keys.contains("a")).isFalse();
    assertThat(keys.contains("b")).isTrue();
    assertThat(keys.contains("c")).isTrue();
  }

  @Test
  void add_again_makesItTheNewest() {
    RecentKeys<String> keys = new RecentKeys<>(2);
    keys.add("a");
    keys.add("b");
    keys.add("a");
    keys.add("c");

    assertThat(keys.contains("a")).isTrue();
    assertThat(keys.contains("b")).isFalse();
  }

  @Test
  void limit0_remembersNothing() {
    RecentKeys<String> keys = new RecentKeys<>(0);
    keys.add("a");

    assertThat(keys.contains("a")).isFalse();
  }
}
