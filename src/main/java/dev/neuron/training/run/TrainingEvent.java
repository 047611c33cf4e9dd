package dev.neuron.training.run;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What happened to a training, as it is told.
 *
 * @param id its number
 * @param name progress, done or failed
 * @param data JSON: {@link Progress}, the model, or the problem
 */
public record TrainingEvent(long id, String name, String data) {

  static final String PROGRESS = "progress";

  /** Whether nothing happens after it. */
  @JsonIgnore
  public boolean isLast() {
    return !name.equals(PROGRESS);
  }
}
