package dev.neuron.training.lines;

import dev.neuron.admission.RefusedException;
import dev.neuron.admission.TrainingPool;
import dev.neuron.training.run.TrainingRun;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some lines that are worked on in the turns of one thread: handing each over alone would cost more
 * than training on it, and what is alike is trained on side by side.
 */
final class LineBatch implements TrainingPool.Work {

  /**
   * What became of a line: a training, or its answer.
   *
   * @param number of the line
   */
  private record Begun(long number, @Nullable TrainingRun run, byte @Nullable [] problem) {}

  private final List<LineReader.Line> lines;
  private final LineTrainer trainer;
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
  private final List<Begun> begun = new CopyOnWriteArrayList<>();
  private int next;
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
      while (begun.size() < lines.size() && !abandoned) {
        begin(lines.get(begun.size()));
      }
      TrainingRun.advance(runs(next).toList());
      while (next < begun.size()) {
        if ((turnOver && !abandoned) || !end(begun.get(next))) {
          return false;
        }
        next++;
      }
      answer.complete(answers.toByteArray());
      return true;
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
      throw e;
    }
  }

  @Override
  public void tick(boolean othersWait) {
    turnOver |= TrainingPool.isOver(turnNanos, othersWait);
    runs(0).forEach(run -> run.tick(othersWait));
  }

  @Override
  public void stop(Supplier<RefusedException> refusal) {
    this.refusal = refusal;
    runs(0).forEach(run -> run.stop(refusal));
  }

  /** Nobody wants the answers any more; what has begun is to be ended all the same. */
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

  private void begin(LineReader.Line line) {
    Supplier<RefusedException> stopping = refusal;
    try {
      if (stopping != null) {
        throw stopping.get();
      }
      begun.add(new Begun(line.number(), trainer.begin(line), null));
    } catch (RuntimeException e) {
      begun.add(new Begun(line.number(), null, trainer.problem(line.number(), e)));
    }
    if (stopping == null && refusal != null) { // which came meanwhile, and may have missed this one
      stop(refusal);
    }
    if (abandoned) {
      abandon();
    }
  }

  /** Brings a line to its end; whether it is there. */
  private boolean end(Begun line) {
    TrainingRun run = line.run();
    if (run != null && !run.run()) {
      return false;
    }
    if (!abandoned) {
      byte[] problem = line.problem();
      answers.writeBytes(
          run != null
              ? trainer.answer(line.number(), run)
              : Objects.requireNonNull(problem, "a line without a training has a problem"));
    }
    return true;
  }
}
