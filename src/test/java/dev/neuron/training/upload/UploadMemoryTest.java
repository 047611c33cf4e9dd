package dev.neuron.training.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.neuron.admission.RefusedException;
import dev.neuron.admission.RejectionFactory;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.replica.Replicas;
import dev.neuron.replica.SharedEntries;
import dev.neuron.replica.SingleReplica;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;

class UploadMemoryTest {

  private static final long HEAP = Runtime.getRuntime().maxMemory();

  private final SharedEntries accounts = new SingleReplica().entries("any", Duration.ofHours(1));
  private final RejectionFactory refusals = mock();

  UploadMemoryTest() {
    when(refusals.of(ArgumentMatchers.any(), ArgumentMatchers.any(), ArgumentMatchers.any()))
        .thenReturn(mock(RefusedException.class));
  }

  /** Returns the memory as a replica sees it. */
  private UploadMemory of(String here, String... there) {
    Replicas replicas = mock();
    when(replicas.entries(ArgumentMatchers.any(), ArgumentMatchers.any())).thenReturn(accounts);
    when(replicas.here()).thenReturn(here);
    when(replicas.isThere(here)).thenReturn(true);
    for (String other : there) {
      when(replicas.isThere(other)).thenReturn(true);
    }
    when(replicas.count()).thenReturn(1 + there.length);
    return new UploadMemory(
        new UploadProperties(10), replicas, refusals, new SimpleMeterRegistry());
  }

  @Test
  void alone_rowsTakeTwiceTheirBytes() {
    UploadMemory.Share share = of("a").begin();
    share.grow(HEAP / 21);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> share.grow(HEAP / 19))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DATASET_TOO_LARGE));
  }

  @Test
  void several_haveTheHeapsOfAll_andRowsTakeThreeTimesTheirBytes() {
    UploadMemory.Share share = of("a", "b", "c").begin();
    share.grow(HEAP / 11);
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> share.grow(HEAP / 9));
  }

  @Test
  void whatAnotherReplicaHas_isNotThere_untilItIsGivenBackOrTheReplicaGoes() {
    UploadMemory.Share first = of("a", "b").begin();
    first.grow(HEAP / 20);
    UploadMemory.Share second = of("b", "a").begin();
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> second.grow(HEAP / 40));
    second.close();

    UploadMemory.Share third = of("b").begin();
    assertThatCode(() -> third.grow(HEAP / 40)).doesNotThrowAnyException();
    third.close();

    first.close();
    UploadMemory.Share fourth = of("b", "a").begin();
    assertThatCode(() -> fourth.grow(HEAP / 20)).doesNotThrowAnyException();
  }
}
