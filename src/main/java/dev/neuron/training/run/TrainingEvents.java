package dev.neuron.training.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The events of one training, past and future. */
public interface TrainingEvents {

  /**
   * Waits for the next event. The last event also follows numbers beyond its own.
   *
   * @param after the number of the last event that is known
   * @return null if there is none within the time
   */
  @Nullable TrainingEvent next(long after, Duration patience) throws InterruptedException;

  /** Writes the data of an event, which is JSON on one line. */
  default void writeData(TrainingEvent event, OutputStream out) throws IOException {
    out.write(event.data().getBytes(StandardCharsets.UTF_8));
  }

  /** The number of the newest event so far; 0 if there is none yet. */
  long newestId();

  /** The number of the event that ended the training; 0 if it has not ended. */
  long endId();
}
