package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Compares numbers in answers. */
final class Numbers {

  /** How far another implementation's sums and elementary functions may lead. */
  private static final double RELATIVE = 1e-9;

  /**
   * Below this, differences count absolutely: weights that end near 0 keep no relative precision.
   */
  private static final double FLOOR = 1e-3;

  private Numbers() {}

  static double[] array(JsonNode numbers) {
    assertThat(numbers.isArray()).as("%s", numbers).isTrue();
    return numbers.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  static void assertClose(JsonNode actual, JsonNode expected) {
    assertThat(actual.isNumber()).as("%s", actual).isTrue();
    double tolerance = RELATIVE * Math.max(Math.abs(expected.asDouble()), FLOOR);
    assertThat(Math.abs(actual.asDouble() - expected.asDouble()))
        .as("%s and %s", actual, expected)
        .isLessThanOrEqualTo(tolerance);
  }

  static void assertAllClose(JsonNode actual, JsonNode expected) {
    assertThat(actual.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertClose(actual.get(i), expected.get(i));
    }
  }
}
