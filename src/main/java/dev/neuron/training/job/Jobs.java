package dev.neuron.training.job;

import dev.neuron.admission.Caller;
import dev.neuron.admission.RefusedException;
import dev.neuron.model.CreationTimes;
import dev.neuron.model.ModelIds;
import dev.neuron.model.Owner;
import dev.neuron.replica.Replicas;
import dev.neuron.training.run.PreparedTraining;
import dev.neuron.training.run.RunEvents;
import dev.neuron.training.run.TrainingEvents;
import dev.neuron.training.run.TrainingRun;
import dev.neuron.training.run.Trainings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The trainings in the background: the active ones of this replica, which the queue bounds, and the
 * published states of all others. Safe for use by any number of threads.
 */
@Component
public final class Jobs implements DisposableBean {

  private static final String CANCEL = "cancel-training";

  private final Trainings trainings;
  private final SharedJobs shared;
  private final Replicas replicas;
  private final RunEvents events;
  private final Duration keepFor;
  private final CreationTimes times = new CreationTimes(Clock.systemUTC());
  private final ModelIds ids = new ModelIds();

  private final ActiveJobs active;

  Jobs(
      Trainings trainings,
      SharedJobs shared,
      Replicas replicas,
      RunEvents events,
      JobsProperties properties) {
    this.trainings = trainings;
    this.shared = shared;
    this.replicas = replicas;
    this.events = events;
    keepFor = properties.keepFor();
    active = new ActiveJobs(shared, events, keepFor, this::response);
    // Cancelled on another thread, since the one that delivers messages has more to deliver.
    replicas.listen(CANCEL, key -> Thread.ofVirtual().start(() -> cancel(key)));
    replicas.keepPublishing("publish jobs", active::publishChanges);
    replicas.afterReturn(active::publishAllAgain); // other replicas may have considered them lost
  }

  /**
   * Begins a training.
   *
   * @throws RefusedException if it cannot begin now
   */
  public Job begin(Caller caller, PreparedTraining prepared) {
    replicas.requireQuorum(); // so that all replicas will know of it
    Owner owner = prepared.owner();
    Instant createdAt = times.next();
    TrainingRun run = trainings.begin(caller, prepared);
    Job job = new Job(ids.next(), owner, createdAt, run);
    active.begin(owner.key(job.id()), job);
    return job;
  }

  private void cancel(String key) {
    Job job = active.get(key);
    if (job != null) {
      job.run().cancel();
    }
  }

  /** Returns the state of the job with this id. */
  JobResponse get(Owner owner, String id) {
    Job job = active.get(owner.key(id));
    JobResponse found = job == null ? shared.settle(owner, id) : response(job);
    if (found == null) {
      replicas.requireCertainty(); // otherwise another replica may have it
      throw shared.isKnown(owner, id) ? JobProblems.expired() : JobProblems.notFound();
    }
    return found;
  }

  /** Returns the events of the job with this id. */
  TrainingEvents events(Owner owner, String id) {
    Job job = active.get(owner.key(id));
    if (job != null) {
      return events.of(job.run());
    }
    if (get(owner, id).finishedAt() != null) {
      shared.noteUseOfEvents(owner, id);
      if (shared.events(owner, id).isEmpty()) {
        throw JobProblems.expired(); // the events were evicted
      }
    }
    return new SharedEvents(shared, events, owner, id);
  }

  /**
   * Cancels a job, or removes one that has ended.
   *
   * @return true if it had ended
   */
  boolean cancelOrForget(Owner owner, String id) {
    if (get(owner, id).finishedAt() != null) {
      active.forget(owner.key(id));
      shared.remove(owner, id);
      return true;
    }
    cancel(owner.key(id));
    replicas.send(CANCEL, owner.key(id));
    return false;
  }

  /** Returns all jobs of an owner, the newest first. */
  List<JobResponse> all(Owner owner) {
    Map<String, JobResponse> all = new LinkedHashMap<>();
    shared.settleAll(owner).forEach(job -> all.put(job.id(), job));
    active.all().stream()
        .filter(job -> job.owner().equals(owner))
        .forEach(job -> all.put(job.id(), response(job)));
    return all.values().stream()
        .sorted(Comparator.comparing(JobResponse::createdAt).reversed())
        .toList();
  }

  @Override
  public void destroy() throws InterruptedException {
    active.close();
  }

  /** Returns the response that describes a job. */
  public JobResponse response(Job job) {
    return JobResponse.of(job, keepFor);
  }
}
