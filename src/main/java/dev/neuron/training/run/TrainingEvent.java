package dev.neuron.training.run;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * One event of a training, as clients receive it.
 *
 * @param id its number, from 1
 * @param name progress, done or failed
 * @param data JSON: {@link Progress}, the model, or the problem; empty for a large model, which is
 *     written from the store of models
 */
public record TrainingEvent(long id, String name, String data) {

  static final String PROGRESS = "progress";
  static final String DONE = "done";

  /** The event of a training that ended with a model, which is written from the store of models. */
  static TrainingEvent reference(long id) {
    return new TrainingEvent(id, DONE, "");
  }

  /** True if the data are a model of the store. */
  @JsonIgnore
  public boolean isReference() {
    return name.equals(DONE) && data.isEmpty();
  }

  /** True if no event comes after this one. */
  @JsonIgnore
  public boolean isLast() {
    return !name.equals(PROGRESS);
  }
}
