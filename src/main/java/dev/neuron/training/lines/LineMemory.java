package dev.neuron.training.lines;

import dev.neuron.admission.BodyMemory;
import dev.neuron.training.run.TrainingRun;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The memory of the training of one line, which does not wait: it has a thread of the pool. */
final class LineMemory implements LongConsumer, AutoCloseable {

  private final BodyMemory memory;
  private BodyMemory.@Nullable Share share;

  LineMemory(BodyMemory memory) {
    this.memory = memory;
  }

  @Override
  public void accept(long bytes) {
    share = memory.acquireNow(bytes);
  }

  /** Gives it back when the training has ended. */
  void closeWith(TrainingRun run) {
    if (share != null) {
      var _ = run.outcome().whenComplete((_, _) -> close());
    }
  }

  @Override
  public void close() {
    if (share != null) {
      share.close();
    }
  }
}
