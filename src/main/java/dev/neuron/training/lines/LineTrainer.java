package dev.neuron.training.lines;

import dev.neuron.admission.Allowances;
import dev.neuron.admission.Caller;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.model.ModelResponse;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.Owner;
import dev.neuron.problem.ExceptionProblems;
import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;
import dev.neuron.training.Requester;
import dev.neuron.training.ResponseMode;
import dev.neuron.training.Trainer;
import dev.neuron.training.TrainingRequest;
import dev.neuron.training.run.PreparedTraining;
import dev.neuron.training.run.StoreRetries;
import dev.neuron.training.run.TrainingRun;
import dev.neuron.training.run.Trainings;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future.State;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Begins a training for each line, and writes a line with its result. */
final class LineTrainer {

  /** The response to a line without a model. */
  record Failure(long line, ProblemDetail problem) {}

  /** Creates trainers for callers. */
  @Component
  static final class Factory {
    private final Trainer trainer;
    private final Trainings trainings;
    private final Allowances allowances;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    Factory(Trainer trainer, Trainings trainings, Allowances allowances, JsonMapper mapper) {
      this.trainer = trainer;
      this.trainings = trainings;
      this.allowances = allowances;
      reader = mapper.readerFor(TrainingRequest.class);
      writer = mapper.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET);
    }

    LineTrainer of(Owner owner, Caller caller) {
      return new LineTrainer(this, owner, caller);
    }
  }

  private final Factory shared;
  private final Owner owner;
  private final Caller caller;

  private LineTrainer(Factory shared, Owner owner, Caller caller) {
    this.shared = shared;
    this.owner = owner;
    this.caller = caller;
  }

  /**
   * Begins the training of a line.
   *
   * @param memory receives the bytes that the training takes; throws if they are not available
   * @throws RuntimeException if the line is faulty; has its problem
   */
  TrainingRun begin(LineReader.Line line, LongConsumer memory) {
    byte[] bytes = line.bytes();
    if (bytes == null) {
      throw new ProblemException(
          ProblemType.LINE_TOO_LONG,
          "The line is longer than %d bytes.".formatted(LinesController.MAX_LINE));
    }
    TrainingRequest request = shared.reader.readValue(bytes);
    if (request == null) { // the line is the word null
      throw InvalidInputException.missing("dataset");
    }
    PreparedTraining prepared =
        shared.trainer.prepare(new Requester(owner, ResponseMode.WAIT, increases(memory)), request);
    shared.allowances.charge(caller, prepared.cost());
    return shared.trainings.part(prepared);
  }

  /** Passes on by how much a total has increased. */
  private static LongConsumer increases(LongConsumer memory) {
    AtomicLong taken = new AtomicLong();
    return total -> {
      if (total > taken.get()) {
        memory.accept(total - taken.get());
        taken.set(total);
      }
    };
  }

  Caller caller() {
    return caller;
  }

  /** Waits until the caller has some quota left. */
  void awaitAllowance() throws InterruptedException {
    shared.allowances.awaitSomethingLeft(caller);
  }

  /** Returns the attempts to store the models of one batch. */
  StoreRetries.Attempts attempts() {
    return shared.trainings.attempts();
  }

  /** Writes the line for a training that has ended. */
  void respond(long number, TrainingRun run, OutputStream out) throws IOException {
    CompletableFuture<ModelSnapshot> outcome = run.outcome();
    if (outcome.state() == State.SUCCESS) {
      write(ModelResponse.of(outcome.resultNow()), out);
    } else {
      Throwable cause = outcome.exceptionNow();
      problem(number, cause instanceof Exception e ? e : new IllegalStateException(cause), out);
    }
  }

  /** Writes the line for a line that failed. */
  void problem(long number, Exception e, OutputStream out) throws IOException {
    write(new Failure(number, ExceptionProblems.of(e)), out);
  }

  /** Streams a value, since the text of a response may be much larger than the object. */
  private void write(Object value, OutputStream out) throws IOException {
    shared.writer.writeValue(out, value);
    out.write('\n');
  }
}
