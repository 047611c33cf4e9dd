package dev.neuron.training.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.neuron.training.lines.LineReader.Line;
import dev.neuron.training.run.TrainingRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class LineBatchTest {

  private final LineTrainer trainer = mock();
  private final TrainingRun first = mock();
  private final TrainingRun second = mock();
  private final LineBatch batch =
      new LineBatch(List.of(new Line(1, new byte[] {1}), new Line(2, new byte[] {2})), trainer);

  @Test
  void run_isTheAnswersInOrder() {
    when(trainer.begin(any())).thenReturn(first, second);
    when(first.run()).thenReturn(false, true);
    when(second.run()).thenReturn(true);
    when(trainer.answer(1, first)).thenReturn(new byte[] {11});
    when(trainer.answer(2, second)).thenReturn(new byte[] {22});

    assertThat(batch.run()).isFalse();
    assertThat(batch.run()).isTrue();

    assertThat(batch.answer().join()).containsExactly(11, 22);
  }

  /** Nobody would give back its memory: its end does that. */
  @Test
  void abandon_whileALineIsPaused_letsItComeToItsEnd() {
    when(trainer.begin(any())).thenReturn(first, second);
    when(first.run()).thenReturn(false, false, true);
    when(second.run()).thenReturn(true);
    assertThat(batch.run()).isFalse();

    batch.abandon();
    assertThat(batch.run()).isFalse();
    assertThat(batch.run()).isTrue();

    InOrder order = inOrder(first);
    order.verify(first).run();
    order.verify(first).abandon();
    order.verify(first, times(2)).run();
    verify(second).abandon();
    verify(second).run();
    verify(trainer, never()).answer(anyLong(), any());
  }
}
