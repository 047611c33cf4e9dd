package dev.neuron.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedKeysTest {

  private final List<String> removed = new ArrayList<>();

  private BoundedKeys keys(Duration keepFor) {
    return new BoundedKeys(100, keepFor, removed::add);
  }

  @Test
  void tooMuch_theLeastRecentlyUsedGoes() {
    BoundedKeys keys = keys(Duration.ofHours(1));
    keys.put("a", 40);
    keys.put("b", 40);
    keys.use("a");
    keys.put("c", 40);
    assertThat(removed).containsExactly("b");
  }

  /** However often the others were used. */
  @Test
  void newest_stays() {
    BoundedKeys keys = keys(Duration.ofHours(1));
    for (int i = 0; i < 10; i++) {
      keys.put("old-" + i, 10);
    }
    for (int i = 0; i < 1000; i++) {
      keys.use("old-" + i % 10);
    }
    for (int i = 0; i < 10; i++) {
      keys.put("new-" + i, 10);
    }
    assertThat(removed).hasSize(10).allMatch(key -> key.startsWith("old-"));
  }

  @Test
  void ofNoBytes_countForOne() {
    BoundedKeys keys = keys(Duration.ofHours(1));
    for (int i = 0; i < 101; i++) {
      keys.put("key-" + i, 0);
    }
    assertThat(removed).containsExactly("key-0");
  }

  @Test
  void largerThanAll_goesItself() {
    BoundedKeys keys = keys(Duration.ofHours(1));
    keys.put("a", 101);
    assertThat(removed).containsExactly("a");
  }

  @Test
  void putAgain_andRemoved_countOnce() {
    BoundedKeys keys = keys(Duration.ofHours(1));
    keys.put("a", 90);
    keys.put("a", 90);
    keys.put("b", 10);
    keys.remove("a");
    keys.put("c", 90);
    assertThat(removed).isEmpty();
  }

  /** It has expired by itself, so there is nothing to remove. */
  @Test
  void over_isForgottenWithoutAWord() {
    BoundedKeys keys = keys(Duration.ZERO);
    keys.put("a", 60);
    keys.put("b", 60);
    keys.put("c", 60);
    assertThat(removed).isEmpty();
  }
}
