package dev.neuron.training.run;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What happened to a training, as it is told.
 *
 * @param id its number
 * @param name progress, done or failed
 * @param data JSON: {@link Progress}, the model, or the problem; empty for a large model, which is
 *     written from the store of models
 */
public record TrainingEvent(long id, String name, String data) {

  static final String PROGRESS = "progress";
  static final String DONE = "done";

  /** True if the data are a model of the store. */
  @JsonIgnore
  public boolean isReference() {
    return name.equals(DONE) && data.isEmpty();
  }

  /** Whether nothing happens after it. */
  @JsonIgnore
  public boolean isLast() {
    return !name.equals(PROGRESS);
  }
}
