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
 * What all replicas know of the jobs: how each was when its replica last told, and its events until
 * then. One whose replica has gone before it ended has failed. Safe for use by any number of
 * threads.
 */
@Component
final class SharedJobs {

  /**
   * How much longer, and of how many more, it is known that they were there than what they were.
   */
  private static final int KNOWN_FACTOR = 10;

  private static final byte[] KNOWN = {1};

  /**
   * A job.
   *
   * @param replica where it runs, or ran
   */
  private record Told(String replica, JobResponse training) {}

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

  /** Whether there was a job with this id that has ended; that is known longer than how it was. */
  boolean isKnown(Owner owner, String id) {
    return known.get(owner.key(id)) != null;
  }

  /** Tells how a job is, and its events so far. */
  void put(Owner owner, JobResponse training, List<TrainingEvent> soFar) {
    String key = owner.key(training.id());
    byte[] told = mapper.writeValueAsBytes(new Events(soFar));
    events.put(key, told);
    states.put(key, written(training));
    if (training.finishedAt() != null) {
      kept.put(key, 1);
      keptEvents.put(key, told.length);
      known.put(key, KNOWN);
      keptKnown.put(key, 1);
    }
  }

  private byte[] written(JobResponse training) {
    return mapper.writeValueAsBytes(new Told(replicas.here(), training));
  }

  /** How a job is; null if none with this id is kept. */
  @Nullable JobResponse find(Owner owner, String id) {
    String key = owner.key(id);
    byte[] state = states.get(key);
    if (state == null) {
      return null;
    }
    kept.use(key);
    return orLost(owner, state);
  }

  /** All jobs of an owner, in no order. */
  List<JobResponse> all(Owner owner) {
    return states.startingWith(owner.key("")).stream().map(state -> orLost(owner, state)).toList();
  }

  /** The events of a job that have been told; none if they are not kept. */
  List<TrainingEvent> events(Owner owner, String id) {
    keptEvents.use(owner.key(id));
    byte[] told = events.get(owner.key(id));
    return told == null ? List.of() : mapper.readValue(told, Events.class).events();
  }

  /** Forgets how a job was. */
  void remove(Owner owner, String id) {
    kept.remove(owner.key(id));
    remove(owner.key(id));
  }

  private void remove(String key) {
    keptEvents.remove(key);
    states.remove(key);
    events.remove(key);
  }

  private JobResponse orLost(Owner owner, byte[] state) {
    Told told = mapper.readValue(state, Told.class);
    JobResponse training = told.training();
    return training.finishedAt() != null || !replicas.isGone(told.replica())
        ? training
        : lost(owner, state, training);
  }

  /**
   * A number beyond all that a training has numbered: its progress, of each epoch once at the most,
   * and its end. Clients may have seen more of it than its replica has told the others.
   */
  private static long beyond(int epochs) {
    return epochs + 2L;
  }

  /**
   * Ends a job for the replica that cannot do so any more.
   *
   * @param state as it was found; another, which its replica has published since, is kept
   */
  private JobResponse lost(Owner owner, byte[] state, JobResponse training) {
    ProblemException cause = ReplicaProblems.trainingLost();
    List<TrainingEvent> all = new ArrayList<>(events(owner, training.id()));
    all.removeIf(TrainingEvent::isLast); // its replica went before it could tell the state, too
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
