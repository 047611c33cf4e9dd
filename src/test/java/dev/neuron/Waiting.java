package dev.neuron;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Waits for what comes about sooner or later. */
public final class Waiting {

  /** Longer than anything takes on a machine that is busy with other tests. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Waiting() {}

  public static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within %s: %s".formatted(PATIENCE, what));
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Waits until a training has ended, and gives what is then said of it. */
  static JsonNode forTraining(ServiceClient service, String path) {
    Supplier<JsonNode> training = () -> service.get(path).expect(200).json();
    until(path + " ends", () -> training.get().has("finishedAt"));
    return training.get();
  }
}
