package dev.neuron.training.job;

import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.Owner;
import dev.neuron.training.run.TrainingRun;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * A training that nobody waits for.
 *
 * @param id made by the service, cannot be guessed
 * @param createdAt when it was taken; later for every later one
 */
public record Job(String id, Owner owner, Instant createdAt, TrainingRun run) {

  /**
   * How much memory it takes when it has ended: the model, which the store may have let go, and two
   * notes of progress with W.
   */
  long estimatedBytes() {
    CompletableFuture<ModelSnapshot> outcome = run.outcome();
    return outcome.state() == CompletableFuture.State.SUCCESS
        ? 2 * outcome.resultNow().content().estimatedBytes()
        : 0;
  }
}
