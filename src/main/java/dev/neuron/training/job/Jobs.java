package dev.neuron.training.job;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.neuron.admission.Caller;
import dev.neuron.admission.RefusedException;
import dev.neuron.model.CreationTimes;
import dev.neuron.model.ModelIds;
import dev.neuron.model.Owner;
import dev.neuron.training.run.PreparedTraining;
import dev.neuron.training.run.Problems;
import dev.neuron.training.run.TrainingRun;
import dev.neuron.training.run.Trainings;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps the trainings that nobody waits for: all that have not ended, which the queue bounds, and
 * those that have, bounded in number and in time. Safe for use by any number of threads.
 */
@Component
public final class Jobs {

  private final Trainings trainings;
  private final JobsProperties properties;
  private final Problems problems;
  private final CreationTimes times = new CreationTimes(Clock.systemUTC());
  private final ModelIds ids = new ModelIds();
  private final Map<String, Job> active = new ConcurrentHashMap<>();
  private final Cache<String, Owner> forgotten;
  private final Cache<String, Job> ended;

  Jobs(Trainings trainings, JobsProperties properties, Problems problems) {
    this.trainings = trainings;
    this.problems = problems;
    this.properties = properties;
    forgotten = Caffeine.newBuilder().maximumSize(10L * properties.maxKept()).build();
    ended =
        Caffeine.newBuilder()
            .maximumWeight(properties.maxBytes())
            .weigher((String _, Job job) -> weight(job))
            .expireAfterWrite(properties.keepFor())
            .executor(Runnable::run)
            .evictionListener(
                (@Nullable String id, @Nullable Job job, RemovalCause cause) -> remember(job))
            .build();
  }

  /** The bytes of a job that has ended, but so many that no more are kept than may be. */
  private int weight(Job job) {
    long part = properties.maxBytes() / properties.maxKept();
    return Math.clamp(
        job.estimatedBytes(), Math.clamp(part, 1, Integer.MAX_VALUE), Integer.MAX_VALUE);
  }

  /**
   * Begins a training.
   *
   * @throws RefusedException if it cannot begin now
   */
  public Job begin(Caller caller, PreparedTraining prepared) {
    Owner owner = prepared.owner();
    Instant createdAt = times.next();
    TrainingRun run = trainings.begin(caller, prepared);
    Job job = new Job(ids.next(), owner, createdAt, run);
    active.put(job.id(), job);
    var _ =
        run.outcome()
            .whenComplete(
                (_, _) -> {
                  ended.put(job.id(), job);
                  active.remove(job.id());
                });
    return job;
  }

  /** The job with this id. */
  Job get(Owner owner, String id) {
    Job job = active.get(id);
    if (job == null) {
      job = ended.getIfPresent(id);
    }
    if (job == null || !job.owner().equals(owner)) {
      throw owner.equals(forgotten.getIfPresent(id))
          ? JobException.expired()
          : JobException.notFound();
    }
    return job;
  }

  /**
   * Cancels a job, or forgets one that has ended.
   *
   * @return whether it had ended
   */
  boolean cancelOrForget(Owner owner, String id) {
    Job job = get(owner, id);
    if (job.run().finishedAt() == null) {
      job.run().cancel();
      return false;
    }
    ended.invalidate(id);
    remember(job);
    return true;
  }

  /**
   * Jobs, the newest first.
   *
   * @param before only those that were created before; null for the newest
   */
  List<Job> list(Owner owner, int limit, @Nullable Instant before) {
    return all(owner)
        .filter(job -> before == null || job.createdAt().isBefore(before))
        .sorted(Comparator.comparing(Job::createdAt).reversed())
        .limit(limit)
        .toList();
  }

  /** How many jobs an owner has. */
  int count(Owner owner) {
    return (int) all(owner).count();
  }

  /** What is said of a job. */
  public JobResponse response(Job job) {
    Instant finished = job.run().finishedAt();
    return JobResponse.of(
        job, finished == null ? null : finished.plus(properties.keepFor()), problems);
  }

  private Stream<Job> all(Owner owner) {
    ended.cleanUp();
    return Stream.concat(active.values().stream(), ended.asMap().values().stream())
        .distinct() // one that is just ending is in both
        .filter(job -> job.owner().equals(owner));
  }

  private void remember(@Nullable Job job) {
    if (job != null) {
      forgotten.put(job.id(), job.owner());
    }
  }
}
