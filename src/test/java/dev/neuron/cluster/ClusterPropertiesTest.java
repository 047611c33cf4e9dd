package dev.neuron.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterPropertiesTest {

  @ParameterizedTest
  @CsvSource({"1,,0", "2,,0", "3,,2", "4,,3", "5,,3", "3,0,0", "2,2,2", "5,4,4"})
  void quorum_isMoreThanHalf_unlessSetOrThereAreTwoAtTheMost(
      int expected, @Nullable Integer quorum, int required) {
    assertThat(new ClusterProperties(null, null, 5701, null, expected, quorum, 2).requiredMembers())
        .isEqualTo(required);
  }
}
