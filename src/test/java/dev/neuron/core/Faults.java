package dev.neuron.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Looks at what an {@link InvalidInputException} says. */
public final class Faults {

  private Faults() {}

  /** Asserts why the code fails and where, in this order; every fault must say something. */
  public static void assertInvalid(ThrowingCallable code, Reason reason, String... pointers) {
    InvalidInputException thrown = catchThrowableOfType(InvalidInputException.class, code);
    assertThat(thrown).isNotNull();
    assertThat(thrown.reason()).isEqualTo(reason);
    List<Fault> faults = thrown.faults();
    assertThat(faults).extracting(Fault::pointer).containsExactly(pointers);
    assertThat(faults).extracting(Fault::detail).noneMatch(String::isBlank);
    assertThat(thrown).hasMessage(faults.getFirst().detail());
  }
}
