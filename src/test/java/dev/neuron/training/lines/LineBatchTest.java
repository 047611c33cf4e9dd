package dev.neuron.training.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.neuron.admission.MemoryShare;
import dev.neuron.training.run.TrainingRun;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class LineBatchTest {

  private final LineTrainer trainer = mock();
  private final MemoryShare memory = mock();
  private final ResponseOrder.Section responses = mock();
  private final TrainingRun first = mock();
  private final TrainingRun second = mock();
  private final LineBatch batch = new LineBatch(trainer, responses, memory);

  LineBatchTest() {
    batch.add(1, first);
    batch.add(2, second);
  }

  @Test
  void complete_respondsInOrder_andGivesTheMemoryBack() throws IOException {
    IllegalStateException failure = new IllegalStateException();
    batch.addFailed(3, failure);
    when(first.run()).thenReturn(false, true);
    when(second.run()).thenReturn(true);

    assertThat(batch.run()).isFalse();
    assertThat(batch.run()).isTrue();
    verify(trainer, never()).respond(anyLong(), any(), any());
    batch.complete();

    InOrder order = inOrder(trainer, memory, responses);
    order.verify(trainer).respond(1, first, responses);
    order.verify(trainer).respond(2, second, responses);
    order.verify(trainer).problem(3, failure, responses);
    order.verify(memory).close();
    order.verify(responses).close();
    verify(responses, never()).fail(any());
  }

  /** Only the end of a training gives back its memory. */
  @Test
  void abandon_whileALineIsPaused_letsItComeToItsEnd() throws IOException {
    when(first.run()).thenReturn(false, false, true);
    when(second.run()).thenReturn(true);
    assertThat(batch.run()).isFalse();

    batch.abandon();
    assertThat(batch.run()).isFalse();
    assertThat(batch.run()).isTrue();
    batch.complete();

    InOrder order = inOrder(first);
    order.verify(first).run();
    order.verify(first).abandon();
    order.verify(first, times(2)).run();
    order.verify(first).complete(any());
    verify(second).abandon();
    verify(second).run();
    verify(trainer, never()).respond(anyLong(), any(), any());
    verify(responses).close();
    verify(memory).close();
  }

  /** A line that runs out of memory fails only the lines that have not ended. */
  @Test
  void run_breaksOff_failsEachLineThatHasNotEnded() throws IOException {
    when(first.run()).thenReturn(true);
    when(second.run()).thenThrow(new OutOfMemoryError("in a test"));

    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(batch::run);
    batch.complete();

    verify(first, never()).failed(any());
    verify(second).failed(any());
    verify(trainer).respond(1, first, responses);
    verify(trainer).respond(2, second, responses);
  }

  @Test
  void complete_aResponseCannotBeWritten_breaksTheStreamOff() throws IOException {
    IOException cause = new IOException();
    doThrow(cause).when(trainer).respond(anyLong(), any(), any());

    batch.complete();

    verify(responses).fail(cause);
    verify(responses).close();
    verify(memory).close();
  }

  @Test
  void takeMemory_moreForEachLine() {
    when(memory.tryResize(100)).thenReturn(true);
    when(memory.tryResize(150)).thenReturn(false);

    batch.takeMemory(100, false);
    assertThatThrownBy(() -> batch.takeMemory(50, false)).isInstanceOf(MemoryTakenException.class);
    batch.takeMemory(50, true);

    verify(memory).resize(150);
  }
}
