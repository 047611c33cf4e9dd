package dev.neuron.training.job;

import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import dev.neuron.training.run.RunEvents;
import dev.neuron.training.run.TrainingEvent;
import dev.neuron.training.run.TrainingEvents;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a job that runs on another replica or has ended, as its replica publishes them. */
final class SharedEvents implements TrainingEvents {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final SharedJobs jobs;
  private final RunEvents runEvents;
  private final Owner owner;
  private final String id;

  /** The model that the last event refers to, if it has been read. */
  private @Nullable ModelSnapshot model;

  SharedEvents(SharedJobs jobs, RunEvents runEvents, Owner owner, String id) {
    this.jobs = jobs;
    this.runEvents = runEvents;
    this.owner = owner;
    this.id = id;
  }

  @Override
  public @Nullable TrainingEvent next(long after, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    TrainingEvent next = next(after);
    while (next == null && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE);
      next = next(after);
    }
    return next;
  }

  private @Nullable TrainingEvent next(long after) {
    List<TrainingEvent> events = events();
    for (TrainingEvent event : events) {
      if (event.id() > after) {
        return withModel(event);
      }
    }
    if (isEnded(events)) {
      return events.getLast().id() == after ? null : withModel(events.getLast());
    }
    return isOver() ? runEvents.failed(after + 1, JobProblems.expired()) : null;
  }

  private List<TrainingEvent> events() {
    jobs.noteUseOfEvents(owner, id);
    return jobs.events(owner, id);
  }

  /**
   * Reads the model that an event refers to; the events expire with it.
   *
   * @return null if the model is not known yet: events are published before the state
   */
  private @Nullable TrainingEvent withModel(TrainingEvent event) {
    if (!event.isReference()) {
      return event;
    }
    JobResponse job = jobs.settle(owner, id);
    if (job != null && job.finishedAt() == null) {
      return null;
    }
    try {
      if (job != null && job.modelId() != null) {
        model = runEvents.model(owner, job.modelId());
        return event;
      }
    } catch (ModelStoreException e) {
      if (e.kind() == ModelStoreException.Kind.UNAVAILABLE) {
        throw e;
      }
    }
    return runEvents.failed(event.id(), JobProblems.expired());
  }

  @Override
  public void writeData(TrainingEvent event, OutputStream out) throws IOException {
    if (event.isReference() && model != null) {
      runEvents.write(model, out);
    } else {
      TrainingEvents.super.writeData(event, out);
    }
  }

  /** True if there will be no more events. Reading the state fails a job whose replica was lost. */
  private boolean isOver() {
    JobResponse job = jobs.settle(owner, id);
    return job == null || (job.finishedAt() != null && events().isEmpty());
  }

  @Override
  public long newestId() {
    List<TrainingEvent> events = events();
    return events.isEmpty() ? 0 : events.getLast().id();
  }

  @Override
  public long endId() {
    List<TrainingEvent> events = events();
    return isEnded(events) ? events.getLast().id() : 0;
  }

  private static boolean isEnded(List<TrainingEvent> events) {
    return !events.isEmpty() && events.getLast().isLast();
  }
}
