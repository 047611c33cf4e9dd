package dev.neuron.training.lines;

import dev.neuron.admission.Allowances;
import dev.neuron.admission.BodyMemory;
import dev.neuron.admission.Caller;
import dev.neuron.core.InvalidInputException;
import dev.neuron.model.ModelResponse;
import dev.neuron.model.Owner;
import dev.neuron.training.Patience;
import dev.neuron.training.Requester;
import dev.neuron.training.Trainer;
import dev.neuron.training.TrainingRequest;
import dev.neuron.training.run.PreparedTraining;
import dev.neuron.training.run.Problems;
import dev.neuron.training.run.TrainingRun;
import dev.neuron.training.run.Trainings;
import java.util.Arrays;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Makes a training of a line, and a line of what came of it. */
final class LineTrainer {

  /** The answer to a line that was not trained on. */
  record Failure(long line, ProblemDetail problem) {}

  /** Makes trainers for callers. */
  @Component
  static final class Factory {
    private final Trainer trainer;
    private final Trainings trainings;
    private final Allowances allowances;
    private final Problems problems;
    private final BodyMemory memory;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    Factory(
        Trainer trainer,
        Trainings trainings,
        Allowances allowances,
        Problems problems,
        BodyMemory memory,
        JsonMapper mapper) {
      this.trainer = trainer;
      this.trainings = trainings;
      this.allowances = allowances;
      this.problems = problems;
      this.memory = memory;
      reader = mapper.readerFor(TrainingRequest.class);
      writer = mapper.writer();
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
   * Makes a training of a line.
   *
   * @throws RuntimeException that says what is wrong with the line
   */
  TrainingRun begin(LineReader.Line line) {
    byte[] bytes = line.bytes();
    if (bytes == null) {
      throw new LineTooLongException(LinesController.MAX_LINE);
    }
    TrainingRequest request = shared.reader.readValue(bytes);
    if (request == null) { // the line is the word null
      throw InvalidInputException.missing("dataset");
    }
    LineMemory memory = new LineMemory(shared.memory);
    try {
      PreparedTraining prepared =
          shared.trainer.prepare(new Requester(owner, Patience.WAITS, memory), request);
      shared.allowances.charge(caller, prepared.cost());
      TrainingRun run = shared.trainings.part(prepared);
      memory.closeWith(run);
      return run;
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  /** The line for a training that has ended. */
  byte[] answer(long number, TrainingRun run) {
    return run.outcome()
        .handle(
            (model, e) ->
                e == null ? line(ModelResponse.of(model)) : problem(number, (Exception) e))
        .join();
  }

  /** The line for what went wrong with a line. */
  byte[] problem(long number, Exception e) {
    return line(new Failure(number, shared.problems.of(e)));
  }

  private byte[] line(Object value) {
    byte[] json = shared.writer.writeValueAsBytes(value);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }
}
