package dev.neuron.training.run;

import dev.neuron.model.ModelResponse;
import dev.neuron.model.ModelSnapshot;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Says what happens to trainings that run here. */
@Component
public final class RunEvents {

  private final JsonMapper mapper;
  private final Problems problems;

  RunEvents(JsonMapper mapper, Problems problems) {
    this.mapper = mapper;
    this.problems = problems;
  }

  /** The events of a training that is watched. */
  public TrainingEvents of(TrainingRun run) {
    return new OfRun(run.log());
  }

  /** Those so far of a training that is watched that later ones have not superseded. */
  public List<TrainingEvent> soFar(TrainingRun run) {
    return run.log().all().stream().map(this::told).toList();
  }

  /** That a training failed. */
  public TrainingEvent failed(long id, Exception cause) {
    return new TrainingEvent(id, "failed", mapper.writeValueAsString(problems.of(cause)));
  }

  private TrainingEvent told(ProgressLog.Event event) {
    ModelSnapshot done = event.done();
    Exception failed = event.failed();
    if (failed != null) {
      return failed(event.id(), failed);
    }
    return done == null
        ? new TrainingEvent(
            event.id(), TrainingEvent.PROGRESS, mapper.writeValueAsString(event.progress()))
        : new TrainingEvent(event.id(), "done", mapper.writeValueAsString(ModelResponse.of(done)));
  }

  private final class OfRun implements TrainingEvents {
    private final ProgressLog log;

    OfRun(ProgressLog log) {
      this.log = log;
    }

    @Override
    public @Nullable TrainingEvent next(long after, Duration patience) throws InterruptedException {
      ProgressLog.Event next = log.next(after, patience);
      return next == null ? null : told(next);
    }

    @Override
    public long newestId() {
      return log.newestId();
    }

    @Override
    public long endId() {
      return log.endId();
    }
  }
}
