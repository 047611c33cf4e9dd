package dev.neuron.training.job;

import dev.neuron.model.ModelStoreException;
import dev.neuron.training.run.RunEvents;
import dev.neuron.training.run.TrainingRun;
import dev.neuron.training.run.TrainingRun.State;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A job that runs on this replica, and its state as last published to the others. Publications run
 * one at a time, so that an earlier state never replaces a later one. Safe for use by any number of
 * threads.
 */
final class ActiveJob {

  /**
   * A published state.
   *
   * @param renewal number of the period since the start, so that a waiting job is published again
   *     before its state expires
   */
  private record Version(
      State state, boolean storing, long newestEvent, boolean hasEnded, long renewal) {}

  private final Job job;
  private final RunEvents events;
  private final long renewalNanos;
  private final long createdNanos = System.nanoTime();
  private final ReentrantLock publishing = new ReentrantLock();
  private volatile @Nullable Version published;
  private boolean forgotten;

  /**
   * Creates a job that has not been published.
   *
   * @param renewal after how long it is published again even if nothing has changed
   */
  ActiveJob(Job job, RunEvents events, Duration renewal) {
    this.job = job;
    this.events = events;
    renewalNanos = renewal.toNanos();
  }

  Job job() {
    return job;
  }

  private Version version() {
    TrainingRun run = job.run();
    return new Version(
        run.state(),
        run.isStoring(),
        events.newestId(run),
        run.outcome().isDone(),
        (System.nanoTime() - createdNanos) / renewalNanos);
  }

  /** True if there is something to publish and no other thread is doing so. */
  boolean hasChanged() {
    return !publishing.isLocked() && !version().equals(published);
  }

  /**
   * Publishes the job, unless its state is published already or the other replicas do not respond.
   *
   * @return true if the job has ended and the other replicas know
   */
  boolean publish(SharedJobs shared, Function<Job, JobResponse> response) {
    publishing.lock();
    try {
      Version version = version(); // before the response, which may be newer
      if (!forgotten && !version.equals(published)) {
        shared.put(job.owner(), response.apply(job), events.soFar(job.run()));
        published = version;
      }
      return version.hasEnded();
    } catch (ModelStoreException _) {
      return false; // the replicas log the cause; an unpublished change is retried
    } finally {
      publishing.unlock();
    }
  }

  /** Lets the state be published again, since the other replicas may have lost it. */
  void publishAgain() {
    published = null;
  }

  /** Ends publishing, so that a job that was removed does not come back. */
  void forget() {
    publishing.lock();
    try {
      forgotten = true;
    } finally {
      publishing.unlock();
    }
  }
}
