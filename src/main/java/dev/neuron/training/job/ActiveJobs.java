package dev.neuron.training.job;

import dev.neuron.training.run.RunEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that run here, or whose end could not be published yet, by owner and id. Publishing may
 * wait for other replicas; so it has threads of its own, apart from those of requests and
 * trainings. Safe for use by any number of threads.
 */
final class ActiveJobs {

  /**
   * Maximum wait of a new job until it is published: its client may query another replica as soon
   * as it has the id.
   */
  private static final Duration FIRST_PUBLICATION = Duration.ofSeconds(1);

  /**
   * The maximum time between publications, for which a replica whose clock is ahead may miss a job.
   */
  private static final Duration MAX_RENEWAL = Duration.ofSeconds(30);

  private static final Duration STOPPING = Duration.ofSeconds(3);

  private final SharedJobs shared;
  private final RunEvents events;
  private final Function<Job, JobResponse> response;
  private final Duration renewal;
  private final Map<String, ActiveJob> jobs = new ConcurrentHashMap<>();
  private final ExecutorService publishing =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("publish-job").factory());

  /**
   * Creates an empty collection.
   *
   * @param keepFor how long the other replicas keep what is published
   */
  ActiveJobs(
      SharedJobs shared, RunEvents events, Duration keepFor, Function<Job, JobResponse> response) {
    this.shared = shared;
    this.events = events;
    Duration third = keepFor.dividedBy(3);
    renewal = third.compareTo(MAX_RENEWAL) < 0 ? third : MAX_RENEWAL;
    this.response = response;
  }

  /** Adds a job; returns when it is published, or after a second if other replicas are slow. */
  void begin(String key, Job job) {
    ActiveJob began = new ActiveJob(job, events, renewal);
    jobs.put(key, began);
    Future<?> published = publish(key, began);
    var _ = job.run().outcome().whenComplete((_, _) -> publishSoon(key, began));
    try {
      published.get(FIRST_PUBLICATION.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // it is published as soon as the other replicas respond
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Nullable Job get(String key) {
    ActiveJob job = jobs.get(key);
    return job == null ? null : job.job();
  }

  List<Job> all() {
    return jobs.values().stream().map(ActiveJob::job).toList();
  }

  /** Removes a job, which is then no longer published. */
  void forget(String key) {
    ActiveJob removed = jobs.remove(key);
    if (removed != null) {
      removed.forget();
    }
  }

  /** Publishes the jobs that have changed. */
  void publishChanges() {
    jobs.forEach(
        (key, job) -> {
          if (job.hasChanged()) {
            publishSoon(key, job);
          }
        });
  }

  /** Lets the jobs be published again though they have not changed. */
  void publishAllAgain() {
    jobs.values().forEach(ActiveJob::publishAgain);
  }

  private void publishSoon(String key, ActiveJob job) {
    var _ = publish(key, job);
  }

  /** Publishes a job to all replicas; one that has ended is then no longer kept here. */
  private Future<?> publish(String key, ActiveJob job) {
    try {
      return publishing.submit(
          () -> {
            if (job.publish(shared, response)) {
              jobs.remove(key, job);
            }
          });
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e); // the service is stopping
    }
  }

  /** Publishes the ends of the jobs, as far as the other replicas respond soon. */
  void close() throws InterruptedException {
    publishChanges();
    publishing.shutdown();
    var _ = publishing.awaitTermination(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
  }
}
