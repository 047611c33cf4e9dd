package dev.neuron.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InvalidInputExceptionTest {

  @Test
  void within_field_putsItBeforeEveryPointer() {
    InvalidInputException inner =
        new InvalidInputException(
            Reason.RAGGED_ROWS, List.of(new Fault("3", "short"), new Fault("", "all")));
    InvalidInputException outer = inner.within("x").within("dataset");
    assertThat(outer.reason()).isEqualTo(Reason.RAGGED_ROWS);
    assertThat(outer.faults())
        .containsExactly(new Fault("dataset/x/3", "short"), new Fault("dataset/x", "all"));
    assertThat(outer).hasMessage("short").hasRootCause(inner);
  }

  @Test
  void constructor_manyFaults_keepsTheFirstTenAndCountsAll() {
    List<Fault> faults =
        IntStream.range(0, 50).mapToObj(i -> new Fault("y/" + i, "wrong")).toList();
    InvalidInputException all = new InvalidInputException(Reason.TARGET_OUT_OF_RANGE, faults);
    assertThat(all.faults()).isEqualTo(faults.subList(0, 10));
    assertThat(all.within("dataset").total()).isEqualTo(50);
  }
}
