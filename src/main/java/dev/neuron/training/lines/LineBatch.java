package dev.neuron.training.lines;

import dev.neuron.admission.RefusedException;
import dev.neuron.admission.TrainingPool;
import dev.neuron.training.run.TrainingRun;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Some lines that are worked on one after the other in the turns of one thread: handing each over
 * alone would cost more than training on it.
 */
final class LineBatch implements TrainingPool.Work {

  private static final long TURN_NANOS = 100_000_000;

  private final List<LineReader.Line> lines;
  private final LineTrainer trainer;
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
  private int next;
  private volatile @Nullable TrainingRun current;
  private volatile @Nullable Supplier<RefusedException> refusal;
  private volatile boolean abandoned;
  private volatile long turnNanos;
  private volatile boolean turnOver;

  LineBatch(List<LineReader.Line> lines, LineTrainer trainer) {
    this.lines = lines;
    this.trainer = trainer;
  }

  /** Completes with the lines' answers. */
  CompletableFuture<byte[]> answer() {
    return answer;
  }

  @Override
  public boolean run() {
    turnNanos = System.nanoTime();
    turnOver = false;
    try {
      while (next < lines.size() && !abandoned) {
        if (!runNext() || (turnOver && next < lines.size())) {
          return false;
        }
      }
      endAbandoned();
      answer.complete(answers.toByteArray());
      return true;
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
      throw e;
    }
  }

  @Override
  public void tick(boolean othersWait) {
    turnOver |= othersWait && System.nanoTime() - turnNanos > TURN_NANOS;
    TrainingRun run = current;
    if (run != null) {
      run.tick(othersWait);
    }
  }

  @Override
  public void stop(Supplier<RefusedException> refusal) {
    this.refusal = refusal;
    TrainingRun run = current;
    if (run != null) {
      run.stop(refusal);
    }
  }

  /** Nobody wants the answers any more. */
  void abandon() {
    abandoned = true;
    TrainingRun run = current;
    if (run != null) {
      run.abandon();
    }
  }

  /** Lets a training that was paused and is not wanted any more come to its end. */
  private void endAbandoned() {
    TrainingRun run = current;
    while (run != null) {
      current = run.run() ? null : run;
      run = current;
    }
  }

  /** Goes on with a line; whether it is done with it. */
  private boolean runNext() {
    LineReader.Line line = lines.get(next);
    TrainingRun run = current == null ? begin(line) : current;
    current = run;
    if (run == null) {
      next++;
      return true;
    }
    if (!run.run()) {
      return false;
    }
    if (!abandoned) {
      answers.writeBytes(trainer.answer(line.number(), run));
    }
    current = null;
    next++;
    return true;
  }

  /** A training of the line; null if there is none, which has been answered. */
  private @Nullable TrainingRun begin(LineReader.Line line) {
    Supplier<RefusedException> stopping = refusal;
    try {
      if (stopping != null) {
        throw stopping.get();
      }
      return trainer.begin(line);
    } catch (RuntimeException e) {
      answers.writeBytes(trainer.problem(line.number(), e));
      return null;
    }
  }
}
