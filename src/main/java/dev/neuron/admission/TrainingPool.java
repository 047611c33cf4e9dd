package dev.neuron.admission;

import dev.neuron.admission.RefusedException.Cause;
import dev.neuron.core.thread.ComputeThreads;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * A pool of one thread per processor, which run submitted work in turns. A turn lasts as long as no
 * other work waits, and otherwise about {@value #TURN_MILLIS} milliseconds. The next turn goes to
 * the caller that has waited longest.
 */
@Component
public final class TrainingPool implements DisposableBean {

  /** Work that is done in turns. */
  public interface Work {

    /**
     * Works until it is done or, once {@link #tick} reports that others wait, until it can pause.
     *
     * @return true if it is done
     */
    boolean run();

    /**
     * Completes the work once {@link #run} is done, with what needs no processor, such as storing
     * the result; may wait. Called once, on a separate thread. Until it returns, the work counts as
     * under way.
     */
    void complete();

    /**
     * Called some twenty times a second during a turn, on another thread.
     *
     * @param othersWait true if the turn should end when it {@link #isOver}
     */
    void tick(boolean othersWait);

    /**
     * Ends the work because the service stops: with the result so far, or without beginning. May be
     * called at any time.
     *
     * @param refusal creates the exception to fail with if the work has not begun
     */
    void stop(Supplier<RefusedException> refusal);
  }

  private static final long TICK_MILLIS = 50;

  /** The length of a turn while others wait, much longer than packing the rows again takes. */
  private static final long TURN_MILLIS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(TrainingPool.class);

  private final int threads = Runtime.getRuntime().availableProcessors();
  private final FairQueue queue;
  private final RejectionFactory refusals;
  private final AtomicReferenceArray<@Nullable Work> running = new AtomicReferenceArray<>(threads);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("training-clock").factory());

  TrainingPool(AdmissionProperties properties, RejectionFactory refusals, MeterRegistry meters) {
    this.refusals = refusals;
    queue = new FairQueue(properties.maxQueued(), properties.maxPerCaller());
    for (int i = 0; i < threads; i++) {
      int thread = i;
      ComputeThreads.start("training-" + (i + 1), () -> work(thread));
    }
    var _ =
        clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    Gauge.builder("neuron.training.queue.length", queue, FairQueue::length)
        .description("Trainings that wait for a turn")
        .register(meters);
    Gauge.builder("neuron.training.running", this, TrainingPool::running)
        .description("Trainings that have a turn")
        .register(meters);
  }

  /**
   * Submits work, which begins as soon as it is its caller's turn.
   *
   * @throws RefusedException if too much work waits already, in total or of this caller, or if the
   *     service is stopping
   */
  public void submit(Caller caller, Work work) {
    requireTaken(queue.offer(caller, work));
  }

  /**
   * Checks that {@link #submit} would accept work of a caller now.
   *
   * @throws RefusedException as {@link #submit} would
   */
  public void requireRoom(Caller caller) {
    requireTaken(queue.room(caller));
  }

  /**
   * True if a turn has lasted as long as it may.
   *
   * @param beganNanos when it began, by {@link System#nanoTime}
   */
  public static boolean isOver(long beganNanos, boolean othersWait) {
    return othersWait && System.nanoTime() - beganNanos > TURN_MILLIS * 1_000_000;
  }

  private void requireTaken(FairQueue.Offer offer) {
    switch (offer) {
      case TAKEN -> {}
      case FULL ->
          throw refusals.of(
              Cause.QUEUE_FULL,
              "The service has as many trainings waiting as it takes.",
              retryAfter());
      case SHARE_EXHAUSTED ->
          throw refusals.of(
              Cause.CALLER_SHARE,
              "You have as many trainings under way as one caller may.",
              retryAfter());
      case CLOSED -> throw stopping();
    }
  }

  /**
   * Submits work, waiting until there is room for it, however long that takes.
   *
   * @throws RefusedException if the service is stopping
   */
  public void submitWhenFree(Caller caller, Work work) throws InterruptedException {
    if (!queue.put(caller, work)) {
      throw stopping();
    }
  }

  /** Returns the refusal of work because the service is stopping. */
  public RefusedException stopping() {
    return refusals.of(
        Cause.STOPPING, "The service is about to stop; ask another one, or later.", retryAfter());
  }

  /** Accepts work again. */
  void open() {
    queue.open();
  }

  /** Stops accepting work. */
  void close() {
    queue.close();
  }

  /** Ends all work under way with its result so far, and waits for that up to a time. */
  void stop(Duration patience) throws InterruptedException {
    queue.close();
    queue.stopAll(this::stopping);
    if (!queue.awaitEmpty(patience)) {
      LOG.warn("Some trainings did not end within {}; stopping without their models", patience);
    }
  }

  @Override
  public void destroy() {
    clock.shutdownNow();
    queue.end();
    queue.stopAll(this::stopping);
  }

  private int running() {
    int count = 0;
    for (int i = 0; i < threads; i++) {
      count += running.get(i) == null ? 0 : 1;
    }
    return count;
  }

  /** Estimates when a retry may succeed; grows with the length of the queue. */
  private Duration retryAfter() {
    return Duration.ofSeconds(1 + queue.length() / (8L * threads));
  }

  private void tick() {
    boolean othersWait = queue.length() > 0;
    for (int i = 0; i < threads; i++) {
      Work work = running.get(i);
      if (work != null) {
        work.tick(othersWait);
      }
    }
  }

  /** Works until the queue ends. */
  private void work(int thread) {
    try {
      FairQueue.Entry entry = queue.take();
      while (entry != null) {
        runTurn(thread, entry);
        entry = queue.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runTurn(int thread, FairQueue.Entry entry) {
    running.set(thread, entry.work());
    boolean done = true;
    try (FairQueue.LogContext _ = entry.inContext()) {
      done = entry.work().run();
    } catch (RuntimeException | Error e) {
      LOG.error("Work of the training pool failed unexpectedly; completing it as it is", e);
    } finally {
      running.set(thread, null);
      if (done) {
        Thread.ofVirtual().name("training-end").start(() -> complete(entry));
      } else {
        queue.turnEnded(entry);
      }
    }
  }

  private void complete(FairQueue.Entry entry) {
    try (FairQueue.LogContext _ = entry.inContext()) {
      entry.work().complete();
    } catch (RuntimeException | Error e) {
      LOG.error("Work of the training pool could not be completed; dropping it", e);
    } finally {
      queue.completed(entry);
    }
  }
}
