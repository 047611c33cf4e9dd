package dev.neuron.training.run;

import dev.neuron.core.training.StopReason;
import dev.neuron.core.training.TrainingResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Counts trainings by their outcome, and measures the work and time that they took. */
@Component
final class TrainingMeters {

  private final Map<StopReason, Counter> ended = new EnumMap<>(StopReason.class);

  private final Counter failed;
  private final Counter cancelledUnbegun;
  private final Counter rowEpochs;
  private final Timer duration;

  TrainingMeters(MeterRegistry meters) {
    for (StopReason reason : StopReason.values()) {
      boolean cancelled = reason == StopReason.CANCELLED;
      ended.put(reason, trainings(cancelled ? "cancelled" : "succeeded", reason.name(), meters));
    }
    failed = trainings("failed", "none", meters);
    cancelledUnbegun = trainings("cancelled", "none", meters);
    rowEpochs =
        Counter.builder("neuron.training.row.epochs")
            .description("Rows trained on, once for each epoch")
            .register(meters);
    duration =
        Timer.builder("neuron.training.duration")
            .description("Time that trainings took of their threads")
            .register(meters);
  }

  void ended(TrainingResult result) {
    Objects.requireNonNull(ended.get(result.stopReason())).increment();
    rowEpochs.increment((double) result.rows() * result.epochsRun());
    duration.record(result.elapsedNanos(), TimeUnit.NANOSECONDS);
  }

  void failed() {
    failed.increment();
  }

  void cancelledBeforeItBegan() {
    cancelledUnbegun.increment();
  }

  private static Counter trainings(String outcome, String stopReason, MeterRegistry meters) {
    return Counter.builder("neuron.trainings")
        .description("Trainings by what became of them")
        .tag("outcome", outcome)
        .tag("stop_reason", stopReason)
        .register(meters);
  }
}
