package dev.neuron.training.lines;

import dev.neuron.admission.Allowances;
import dev.neuron.admission.Caller;
import dev.neuron.admission.RefusedException;
import dev.neuron.admission.TrainingPool;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * One request of many trainings: reads lines, lets the pool train on some at a time, and puts the
 * answers into a spool in the order of the lines.
 */
final class LinesTraining {

  private static final int MAX_LINES = 32;
  private static final int MAX_BYTES = 1 << 17;

  /** Batches under way: each processor has one, and another to go on with. */
  private static final int MAX_BATCHES = 2 * Runtime.getRuntime().availableProcessors() + 1;

  private final LineReader reader;
  private final LineTrainer trainer;
  private final AnswerSpool spool;
  private final TrainingPool pool;
  private final Allowances allowances;
  private final Caller caller;
  private final Semaphore room = new Semaphore(MAX_BATCHES);
  private final Deque<CompletableFuture<byte[]>> underWay = new ArrayDeque<>();
  private final Deque<LineBatch> batches = new ArrayDeque<>();

  LinesTraining(
      LineReader reader,
      LineTrainer trainer,
      AnswerSpool spool,
      TrainingPool pool,
      Allowances allowances,
      Caller caller) {
    this.reader = reader;
    this.trainer = trainer;
    this.spool = spool;
    this.pool = pool;
    this.allowances = allowances;
    this.caller = caller;
  }

  /** Trains on all lines; returns when the last answer is in the spool. */
  void run() throws InterruptedException {
    try {
      List<LineReader.Line> lines = read();
      while (!lines.isEmpty() && spool.awaitRoom() && submit(lines)) {
        lines = read();
      }
    } catch (SocketTimeoutException e) {
      room.acquire();
      expect(CompletableFuture.completedFuture(trainer.problem(reader.number() + 1, e)));
    } catch (IOException e) {
      abandon(); // the client has gone in the middle of its body
    } finally {
      room.acquire(MAX_BATCHES);
      spool.finish();
    }
  }

  /** Nobody wants the answers any more; lets {@link #run} return soon. */
  void abandon() {
    spool.close();
    synchronized (underWay) {
      batches.forEach(LineBatch::abandon);
    }
  }

  /** Lines for a batch; fewer if the client waits for answers before it sends more. */
  private List<LineReader.Line> read() throws IOException {
    List<LineReader.Line> lines = new ArrayList<>();
    int bytes = 0;
    while (lines.size() < MAX_LINES && bytes < MAX_BYTES && (lines.isEmpty() || reader.isReady())) {
      LineReader.Line line = reader.next();
      if (line == null) {
        break;
      }
      lines.add(line);
      bytes += line.bytes() == null ? 0 : line.bytes().length;
    }
    return lines;
  }

  /** Whether the service goes on; if not, each of the lines is answered with that. */
  private boolean submit(List<LineReader.Line> lines) throws InterruptedException {
    allowances.awaitSomethingLeft(caller);
    room.acquire();
    LineBatch batch = new LineBatch(lines, trainer);
    synchronized (underWay) {
      batches.add(batch);
    }
    expect(batch.answer());
    try {
      pool.submitWhenFree(caller, batch);
      return true;
    } catch (RefusedException e) {
      batch.stop(() -> e);
      batch.run();
      return false;
    }
  }

  private void expect(CompletableFuture<byte[]> answer) {
    synchronized (underWay) {
      underWay.add(answer);
    }
    var _ = answer.whenComplete((_, _) -> collect());
  }

  /** Moves what has been answered, in order, into the spool. */
  private void collect() {
    synchronized (underWay) {
      CompletableFuture<byte[]> first = underWay.peek();
      while (first != null && first.isDone()) {
        underWay.remove();
        if (!first.isCompletedExceptionally()) {
          spool.write(first.resultNow());
        }
        batches.poll(); // the last answer of all may be none of a batch
        room.release();
        first = underWay.peek();
      }
    }
  }
}
