package dev.neuron.training.lines;

import dev.neuron.admission.MemoryShare;
import dev.neuron.admission.RefusedException;
import dev.neuron.admission.TrainingPool;
import dev.neuron.training.run.StoreRetries;
import dev.neuron.training.run.TrainingRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A batch of lines that one thread processes in turns. Submitting each line alone would cost more
 * than its training, and similar trainings run together. Every line gets a response: its model or a
 * problem.
 */
final class LineBatch implements TrainingPool.Work {

  /**
   * A line with its training, or the exception that prevented it.
   *
   * @param number of the line
   */
  private record Begun(long number, @Nullable TrainingRun run, @Nullable Exception failure) {}

  private final LineTrainer trainer;
  private final ResponseOrder.Section responses;
  private final MemoryShare memory;
  private final List<Begun> begun = new ArrayList<>();
  private long memoryNeeded;
  private Runnable completed = () -> {};
  private int next;
  private volatile boolean abandoned;
  private volatile long turnNanos;
  private volatile boolean turnOver;

  /**
   * Creates an empty batch; lines are added before it is submitted.
   *
   * @param responses receives its responses; is closed when they are complete
   * @param memory the memory of its trainings; is closed with the responses
   */
  LineBatch(LineTrainer trainer, ResponseOrder.Section responses, MemoryShare memory) {
    this.trainer = trainer;
    this.responses = responses;
    this.memory = memory;
  }

  /**
   * Reserves memory for one more line.
   *
   * @param waits true to wait for it
   * @throws MemoryTakenException if there is none now, and {@code waits} is false
   * @throws RefusedException if none becomes free in time
   */
  void takeMemory(long bytes, boolean waits) {
    LineMemory.take(memory, memoryNeeded + bytes, waits);
    memoryNeeded += bytes;
  }

  /** Sets an action to run on completion. Must be called before the batch is submitted. */
  void whenComplete(Runnable action) {
    completed = action;
  }

  void add(long number, TrainingRun run) {
    begun.add(new Begun(number, run, null));
  }

  void addFailed(long number, Exception failure) {
    begun.add(new Begun(number, null, failure));
  }

  int size() {
    return begun.size();
  }

  @Override
  public boolean run() {
    turnNanos = System.nanoTime();
    turnOver = false;
    try {
      TrainingRun.advance(runs(next).toList());
      while (next < begun.size()) {
        TrainingRun run = begun.get(next).run();
        if ((turnOver && !abandoned) || (run != null && !run.run())) {
          return false;
        }
        next++;
      }
      return true;
    } catch (RuntimeException | Error e) {
      IllegalStateException cause = new IllegalStateException("The training broke off", e);
      runs(next).forEach(run -> run.failed(cause));
      throw e;
    }
  }

  /** Stores the models, and writes a response for each line. */
  @Override
  public void complete() {
    StoreRetries.Attempts attempts = trainer.attempts();
    try (responses;
        memory) {
      for (Begun line : begun) {
        if (line.run() != null) {
          line.run().complete(attempts);
        }
        if (!abandoned) {
          respond(line);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      responses.fail(e);
      if (e instanceof Error error) {
        throw error;
      }
    } finally {
      completed.run();
    }
  }

  private void respond(Begun line) throws IOException {
    if (line.run() != null) {
      trainer.respond(line.number(), line.run(), responses);
    } else if (line.failure() != null) {
      trainer.problem(line.number(), line.failure(), responses);
    }
  }

  @Override
  public void tick(boolean othersWait) {
    turnOver |= TrainingPool.isOver(turnNanos, othersWait);
    runs(0).forEach(run -> run.tick(othersWait));
  }

  @Override
  public void stop(Supplier<RefusedException> refusal) {
    runs(0).forEach(run -> run.stop(refusal));
  }

  /** Abandons all trainings of the batch because the client has disconnected. */
  void abandon() {
    abandoned = true;
    runs(0).forEach(TrainingRun::abandon);
  }

  private Stream<TrainingRun> runs(int from) {
    return begun.stream()
        .skip(from)
        .mapMulti(
            (line, runs) -> {
              if (line.run() != null) {
                runs.accept(line.run());
              }
            });
  }
}
