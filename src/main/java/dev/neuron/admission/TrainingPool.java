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
 * As many threads as there are processors, which work in turns on what callers have submitted. A
 * turn lasts while no other work waits, and else about {@value #TURN_MILLIS} milliseconds; the next
 * one goes to the caller who has waited longest.
 */
@Component
public final class TrainingPool implements DisposableBean {

  /** Something to be done in turns. */
  public interface Work {

    /**
     * Works until it is done or, told that others wait, until it can pause.
     *
     * @return whether it is done
     */
    boolean run();

    /**
     * Does what remains once {@link #run} is done and needs no processor, such as storing what came
     * of it; may wait. Called once, on a thread of its own. Until it returns, the work counts as
     * under way.
     */
    void complete();

    /**
     * Called some twenty times a second during a turn, on another thread.
     *
     * @param othersWait whether the turn should end when it {@link #isOver}
     */
    void tick(boolean othersWait);

    /**
     * The service stops: to end with what there is, or not to begin. Called at any time.
     *
     * @param refusal makes what to fail with if it has not begun
     */
    void stop(Supplier<RefusedException> refusal);
  }

  private static final long TICK_MILLIS = 50;

  /** Much longer than it takes to pack the rows again. */
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
   * Takes work, to begin as soon as it is its caller's turn.
   *
   * @throws RefusedException if too much waits already, in all or of this caller, or the service
   *     stops
   */
  public void submit(Caller caller, Work work) {
    requireTaken(queue.offer(caller, work));
  }

  /**
   * Returns if {@link #submit} would take work of a caller now.
   *
   * @throws RefusedException as it would
   */
  public void requireRoom(Caller caller) {
    requireTaken(queue.room(caller));
  }

  /**
   * Whether a turn has lasted as long as it may.
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
   * Takes work as soon as there is room for it, however long that takes.
   *
   * @throws RefusedException if the service stops
   */
  public void submitWhenFree(Caller caller, Work work) throws InterruptedException {
    if (!queue.put(caller, work)) {
      throw stopping();
    }
  }

  /** The service stops, and takes no more work. */
  public RefusedException stopping() {
    return refusals.of(
        Cause.STOPPING, "The service is about to stop; ask another one, or later.", retryAfter());
  }

  /** Takes work, again. */
  void open() {
    queue.open();
  }

  /** Takes no more work from now on. */
  void close() {
    queue.close();
  }

  /** Lets everything under way end with what there is; waits for that up to a time. */
  void stop(Duration patience) throws InterruptedException {
    queue.close();
    queue.stopAll(this::stopping);
    if (!queue.awaitEmpty(patience)) {
      LOG.warn("Some trainings did not end within {}", patience);
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

  /** A guess that grows with what waits. */
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
      LOG.error("A training ended unexpectedly", e);
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
      LOG.error("A training could not be completed", e);
    } finally {
      queue.completed(entry);
    }
  }
}
