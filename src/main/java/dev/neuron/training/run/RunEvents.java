package dev.neuron.training.run;

import dev.neuron.model.ModelResponse;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStore;
import dev.neuron.model.Owner;
import dev.neuron.problem.ExceptionProblems;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Finds the events of trainings that run here, and writes events as JSON. */
@Component
public final class RunEvents {

  /** The estimated size in bytes above which a model is referred to: its text may be far larger. */
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
    return run.log();
  }

  /** The number of the newest event of a training that is watched; 0 if there is none yet. */
  public long newestId(TrainingRun run) {
    return run.log().newestId();
  }

  /** The events so far of a training that is watched that no later one has superseded. */
  public List<TrainingEvent> soFar(TrainingRun run) {
    return run.log().soFar();
  }

  /**
   * The model that a training ended with.
   *
   * @throws dev.neuron.model.ModelStoreException if the store has no such model, or not any more
   */
  public ModelSnapshot model(Owner owner, String id) {
    return store.get(owner, id);
  }

  /** Writes a model number by number, since its text may be much larger than it is. */
  public void write(ModelSnapshot model, OutputStream out) throws IOException {
    writer.writeValue(out, ModelResponse.of(model));
  }

  /** A training that ended without a model. */
  public TrainingEvent failed(long id, Exception cause) {
    return new TrainingEvent(id, "failed", mapper.writeValueAsString(ExceptionProblems.of(cause)));
  }

  TrainingEvent progress(long id, Progress progress) {
    return new TrainingEvent(id, TrainingEvent.PROGRESS, mapper.writeValueAsString(progress));
  }

  /** A training that ended with a model; a large model is not written but referred to. */
  TrainingEvent done(long id, ModelSnapshot model) {
    return model.content().estimatedBytes() > LARGE
        ? TrainingEvent.reference(id)
        : new TrainingEvent(
            id, TrainingEvent.DONE, mapper.writeValueAsString(ModelResponse.of(model)));
  }
}
