package dev.neuron.admission;

import dev.neuron.admission.TrainingPool.Work;
import java.util.function.Supplier;

/** Work that does nothing and is done after one turn, for tests that override some of it. */
interface QuietWork extends Work {

  @Override
  default boolean run() {
    return true;
  }

  @Override
  default void complete() {}

  @Override
  default void tick(boolean othersWait) {}

  @Override
  default void stop(Supplier<RefusedException> refusal) {}
}
