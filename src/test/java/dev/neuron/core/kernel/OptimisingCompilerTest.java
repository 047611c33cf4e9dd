package dev.neuron.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimisingCompilerTest {

  @ParameterizedTest
  @CsvSource({
    "-XX:TieredStopAtLevel=0, false",
    "-XX:TieredStopAtLevel=1, false",
    "-XX:TieredStopAtLevel=3, false",
    "-XX:TieredStopAtLevel=4, true",
    "-XX:TieredStopAtLevel=1 -XX:TieredStopAtLevel=4, true",
    "-XX:TieredStopAtLevel=4 -XX:TieredStopAtLevel=1, false",
    "-Xmx256m -XX:+UseSerialGC, true"
  })
  void level_theLastCounts(String arguments, boolean included) {
    assertThat(OptimisingCompiler.isIncluded(List.of(arguments.split(" ", -1))))
        .isEqualTo(included);
  }

  @Test
  void available_inTheJvmOfTheTests() {
    assertThat(OptimisingCompiler.available()).isTrue();
  }
}
