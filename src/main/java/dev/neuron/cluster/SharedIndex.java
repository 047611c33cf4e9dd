package dev.neuron.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.neuron.model.IndexState;
import dev.neuron.model.StoreIndex;

/** The index as a member holds it: an object that its steps change in place. */
record SharedIndex(StoreIndex index) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static SharedIndex of(IndexState state) {
    return new SharedIndex(state.restored());
  }

  @JsonValue
  IndexState state() {
    return IndexState.of(index);
  }
}
