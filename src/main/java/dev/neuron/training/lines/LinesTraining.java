package dev.neuron.training.lines;

import dev.neuron.admission.RefusedException;
import dev.neuron.admission.TrainingPool;
import dev.neuron.problem.RefusedBodyException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One request of many trainings. It reads lines, submits them to the pool in batches, and puts the
 * responses into a spool in the order of the lines.
 *
 * <p>Only the thread that reads the lines reserves memory, in their order. So a line that waits for
 * memory waits only for trainings that have all they need, which excludes deadlocks.
 */
final class LinesTraining {

  private static final int MAX_LINES = 32;
  private static final int MAX_BYTES = 1 << 17;

  /** The maximum number of batches under way: each processor has one, and the next one ready. */
  private static final int MAX_BATCHES = 2 * Runtime.getRuntime().availableProcessors() + 1;

  private final LineReader reader;
  private final LineTrainer trainer;
  private final LineMemory memory;
  private final ResponseSpool spool;
  private final ResponseOrder order;
  private final TrainingPool pool;
  private final Semaphore room = new Semaphore(MAX_BATCHES);
  private final Set<LineBatch> underWay = ConcurrentHashMap.newKeySet();

  /** The batch whose lines are being read; null after the previous one has been submitted. */
  private @Nullable LineBatch batch;

  private int bytesInBatch;

  LinesTraining(
      LineReader reader,
      LineTrainer trainer,
      LineMemory memory,
      ResponseSpool spool,
      TrainingPool pool) {
    this.reader = reader;
    this.trainer = trainer;
    this.memory = memory;
    this.spool = spool;
    this.pool = pool;
    order = new ResponseOrder(spool);
  }

  /** Trains on all lines; returns when the last response is in the spool. */
  void run() throws InterruptedException {
    try {
      readAll();
    } catch (SocketTimeoutException | RefusedBodyException e) {
      batch().addFailed(reader.number() + 1, e);
    } catch (IOException e) {
      abandon(); // the client has disconnected in the middle of its body
    }
    var _ = submit();
    room.acquire(MAX_BATCHES);
    spool.finish();
  }

  /** Reads lines until their end, or until the service stops; then the responses end incomplete. */
  private void readAll() throws IOException, InterruptedException {
    boolean goesOn = true;
    LineReader.Line line = reader.next();
    while (line != null && goesOn && !spool.isClosed()) {
      begin(line);
      if (isBatchFull() || !reader.isReady()) { // the client may wait for responses
        goesOn = submit();
      }
      line = goesOn || reader.isReady() ? reader.next() : null;
    }
    if (line != null && !goesOn) {
      spool.fail(pool.stopping());
    }
  }

  private void begin(LineReader.Line line) throws InterruptedException {
    try {
      begin(line, batch(), false);
    } catch (MemoryTakenException e) {
      var _ = submit(); // its lines give back their memory when they have ended
      begin(line, batch(), true);
    }
  }

  private void begin(LineReader.Line line, LineBatch batch, boolean waits) {
    int length = line.bytes() == null ? 0 : line.bytes().length;
    try {
      batch.add(
          line.number(),
          memory.whileParsing(
              length, waits, () -> trainer.begin(line, bytes -> batch.takeMemory(bytes, waits))));
    } catch (MemoryTakenException e) {
      throw e;
    } catch (RuntimeException e) {
      batch.addFailed(line.number(), e);
    }
    bytesInBatch += length;
  }

  /** The batch whose lines are being read. */
  private LineBatch batch() throws InterruptedException {
    LineBatch current = batch;
    if (current == null) {
      trainer.awaitAllowance();
      room.acquire();
      current = new LineBatch(trainer, order.add(room::release), memory.ofBatch());
      batch = current;
      bytesInBatch = 0;
    }
    return current;
  }

  private boolean isBatchFull() {
    return batch != null && (batch.size() == MAX_LINES || bytesInBatch >= MAX_BYTES);
  }

  /**
   * Submits the batch; returns false if the service is stopping. Then each line of the batch gets
   * that problem as its response.
   */
  private boolean submit() throws InterruptedException {
    LineBatch full = batch;
    if (full == null) {
      return true;
    }
    batch = null;
    underWay.add(full);
    full.whenComplete(() -> underWay.remove(full));
    if (spool.isClosed()) {
      full.abandon();
    }
    try {
      pool.submitWhenFree(trainer.caller(), full);
      return true;
    } catch (RefusedException e) {
      full.stop(() -> e);
      full.complete();
      return false;
    }
  }

  /** Abandons all trainings because the client has disconnected; {@link #run} returns soon. */
  void abandon() {
    spool.close();
    underWay.forEach(LineBatch::abandon);
  }
}
