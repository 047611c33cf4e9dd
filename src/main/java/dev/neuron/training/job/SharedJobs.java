package dev.neuron.training.job;

import dev.neuron.model.Owner;
import dev.neuron.problem.ExceptionProblems;
import dev.neuron.problem.ProblemException;
import dev.neuron.replica.BoundedKeys;
import dev.neuron.replica.ReplicaProblems;
import dev.neuron.replica.Replicas;
import dev.neuron.replica.SharedEntries;
import dev.neuron.training.run.RunEvents;
import dev.neuron.training.run.TrainingEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jobs as all replicas see them: the state that a job's replica last published, and its events
 * until then. {@link #settle} fails a job whose replica was lost before the job ended. Safe for use
 * by any number of threads.
 */
@Component
final class SharedJobs {

  /**
   * The factor by which ids of ended jobs are kept longer than their states, in time and in number.
   */
  private static final int KNOWN_FACTOR = 10;

  private static final byte[] KNOWN = {1};

  /**
   * The state of a job as its replica published it.
   *
   * @param replica the replica on which it runs, or ran
   */
  private record Published(String replica, JobResponse training) {}

  /**
   * A published state that was read.
   *
   * @param state its bytes, which differ from those of a later state
   */
  private record Found(byte[] state, Published published) {}

  private record Events(List<TrainingEvent> events) {}

  private final Replicas replicas;
  private final JsonMapper mapper;
  private final RunEvents runEvents;
  private final Duration keepFor;
  private final SharedEntries states;
  private final SharedEntries events;
  private final SharedEntries known;
  private final BoundedKeys kept;
  private final BoundedKeys keptEvents;
  private final BoundedKeys keptKnown;

  SharedJobs(JobsProperties properties, Replicas replicas, JsonMapper mapper, RunEvents runEvents) {
    this.replicas = replicas;
    this.mapper = mapper;
    this.runEvents = runEvents;
    keepFor = properties.keepFor();
    states = replicas.entries("trainings", keepFor);
    events = replicas.entries("training-events", keepFor);
    Duration knownFor = keepFor.multipliedBy(KNOWN_FACTOR);
    known = replicas.entries("known-trainings", knownFor);
    kept = new BoundedKeys(properties.maxKept(), keepFor, this::remove);
    keptEvents = new BoundedKeys(properties.maxBytes(), keepFor, events::remove);
    keptKnown =
        new BoundedKeys((long) KNOWN_FACTOR * properties.maxKept(), knownFor, known::remove);
  }

  /** True if there was a job with this id that has ended; known for longer than its state. */
  boolean isKnown(Owner owner, String id) {
    return known.get(owner.key(id)) != null;
  }

  /** Publishes the state of a job, and its events so far. */
  void put(Owner owner, JobResponse training, List<TrainingEvent> soFar) {
    String key = owner.key(training.id());
    byte[] written = mapper.writeValueAsBytes(new Events(soFar));
    events.put(key, written);
    states.put(key, written(training));
    if (training.finishedAt() != null) {
      kept.put(key, 1);
      keptEvents.put(key, written.length);
      known.put(key, KNOWN);
      keptKnown.put(key, 1);
    }
  }

  private byte[] written(JobResponse training) {
    return mapper.writeValueAsBytes(new Published(replicas.here(), training));
  }

  /**
   * Returns the state of a job. Notes the use, and fails the job if its replica was lost.
   *
   * @return null if no job with this id is kept
   */
  @Nullable JobResponse settle(Owner owner, String id) {
    Found found = find(owner, id);
    if (found == null) {
      return null;
    }
    kept.use(owner.key(id));
    return failIfLost(owner, found);
  }

  /** Returns the states of all jobs of an owner, in no order. Fails those of lost replicas. */
  List<JobResponse> settleAll(Owner owner) {
    return states.startingWith(owner.key("")).stream()
        .map(state -> failIfLost(owner, found(state)))
        .toList();
  }

  private @Nullable Found find(Owner owner, String id) {
    byte[] state = states.get(owner.key(id));
    return state == null ? null : found(state);
  }

  private Found found(byte[] state) {
    return new Found(state, mapper.readValue(state, Published.class));
  }

  /** Notes that the events of a job are read, so that they are kept for longer than others. */
  void noteUseOfEvents(Owner owner, String id) {
    keptEvents.use(owner.key(id));
  }

  /** Returns the published events of a job; none if they are not kept. */
  List<TrainingEvent> events(Owner owner, String id) {
    byte[] written = events.get(owner.key(id));
    return written == null ? List.of() : mapper.readValue(written, Events.class).events();
  }

  /** Removes a job. */
  void remove(Owner owner, String id) {
    kept.remove(owner.key(id));
    remove(owner.key(id));
  }

  private void remove(String key) {
    keptEvents.remove(key);
    states.remove(key);
    events.remove(key);
  }

  /** Publishes the failure of a job that has not ended and whose replica was lost. */
  private JobResponse failIfLost(Owner owner, Found found) {
    JobResponse training = found.published().training();
    return training.finishedAt() != null || !replicas.isGone(found.published().replica())
        ? training
        : fail(owner, found.state(), training);
  }

  /**
   * Returns an event number above all those of a training: progress, at most once an epoch, and its
   * end. Clients may have seen more events than its replica published.
   */
  private static long beyond(int epochs) {
    return epochs + 2L;
  }

  /**
   * Ends a job on behalf of its lost replica.
   *
   * @param state the state that was found; a state that its replica has published since is kept
   */
  private JobResponse fail(Owner owner, byte[] state, JobResponse training) {
    ProblemException cause = ReplicaProblems.trainingLost();
    List<TrainingEvent> all = new ArrayList<>(events(owner, training.id()));
    all.removeIf(TrainingEvent::isLast); // published before the state, which is missing
    all.add(runEvents.failed(beyond(training.epochs()), cause));
    Instant now = Clock.systemUTC().instant();
    JobResponse lost = training.failed(now, now.plus(keepFor), ExceptionProblems.of(cause));
    String key = owner.key(training.id());
    if (!states.replace(key, state, written(lost))) {
      return training;
    }
    put(owner, lost, all);
    return lost;
  }
}
