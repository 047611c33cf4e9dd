package dev.neuron.training.run;

import dev.neuron.model.ModelResponse;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStore;
import dev.neuron.model.Owner;
import dev.neuron.problem.ExceptionProblems;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Says what happens to trainings that run here. */
@Component
public final class RunEvents {

  /** The estimated size from which a model is referred to: its text may be several times larger. */
  private static final long LARGE = 1 << 16;

  private final JsonMapper mapper;
  private final ObjectWriter writer;
  private final ModelStore store;

  RunEvents(JsonMapper mapper, ModelStore store) {
    this.mapper = mapper;
    this.store = store;
    writer = mapper.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET);
  }

  /** The events of a training that is watched. */
  public TrainingEvents of(TrainingRun run) {
    return new OfRun(run.log());
  }

  /** The number of the newest event of a training that is watched; 0 if there is none yet. */
  public long newestId(TrainingRun run) {
    return run.log().newestId();
  }

  /** Those so far of a training that is watched that later ones have not superseded. */
  public List<TrainingEvent> soFar(TrainingRun run) {
    return run.log().all().stream().map(this::told).toList();
  }

  /**
   * The model that a training ended with.
   *
   * @throws dev.neuron.model.ModelStoreException if there is none, or no more
   */
  public ModelSnapshot model(Owner owner, String id) {
    return store.get(owner, id);
  }

  /** Writes a model number by number, since its text may be much larger than it is. */
  public void write(ModelSnapshot model, OutputStream out) throws IOException {
    writer.writeValue(out, ModelResponse.of(model));
  }

  /** That a training failed. */
  public TrainingEvent failed(long id, Exception cause) {
    return new TrainingEvent(id, "failed", mapper.writeValueAsString(ExceptionProblems.of(cause)));
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
        : new TrainingEvent(event.id(), TrainingEvent.DONE, text(done));
  }

  private String text(ModelSnapshot model) {
    return model.content().estimatedBytes() > LARGE
        ? ""
        : mapper.writeValueAsString(ModelResponse.of(model));
  }

  private final class OfRun implements TrainingEvents {
    private final ProgressLog log;

    OfRun(ProgressLog log) {
      this.log = log;
    }

    @Override
    public @Nullable TrainingEvent next(long after, Duration patience) throws InterruptedException {
      ProgressLog.Event next = log.next(after, patience);
      if (next == null) {
        return null;
      }
      return next.done() == null
          ? told(next)
          : new TrainingEvent(next.id(), TrainingEvent.DONE, "");
    }

    @Override
    public void writeData(TrainingEvent event, OutputStream out) throws IOException {
      ModelSnapshot done = event.isReference() ? log.done() : null;
      if (done == null) {
        TrainingEvents.super.writeData(event, out);
      } else {
        write(done, out);
      }
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
