package dev.neuron.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvictedKeyCacheTest {

  @Test
  void add_beyondTheLimit_forgetsTheOldest() {
    EvictedKeyCache<String> keys = new EvictedKeyCache<>(2);
    keys.add("a");
    keys.add("b");
    keys.add("c");

    assertThat(keys.contains("a")).isFalse();
    assertThat(keys.contains("b")).isTrue();
    assertThat(keys.contains("c")).isTrue();
  }

  @Test
  void add_again_makesItTheNewest() {
    EvictedKeyCache<String> keys = new EvictedKeyCache<>(2);
    keys.add("a");
    keys.add("b");
    keys.add("a");
    keys.add("c");

    assertThat(keys.contains("a")).isTrue();
    assertThat(keys.contains("b")).isFalse();
  }

  @Test
  void limit0_remembersNothing() {
    EvictedKeyCache<String> keys = new EvictedKeyCache<>(0);
    keys.add("a");

    assertThat(keys.contains("a")).isFalse();
  }
}
