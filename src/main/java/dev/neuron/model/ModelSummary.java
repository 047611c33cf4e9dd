package dev.neuron.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The summary of a snapshot in lists. Small, however large the snapshot is. */
public record ModelSummary(
    String modelId,
    @Nullable String name,
    int features,
    @Nullable Double loss,
    @Nullable Double accuracy,
    Instant createdAt) {

  /** The summary of a snapshot. */
  public static ModelSummary of(ModelSnapshot snapshot) {
    Provenance origin = snapshot.content().origin();
    return new ModelSummary(
        snapshot.id(),
        snapshot.content().name(),
        snapshot.parameters().features(),
        origin == null ? null : origin.result().loss(),
        origin == null ? null : origin.result().accuracy(),
        snapshot.createdAt());
  }

  /** Its title, see {@link ModelSnapshot#title}. */
  public String title() {
    return name == null ? modelId : name;
  }

  /** Its version, see {@link ModelSnapshot#version}. */
  public String version() {
    return String.valueOf(CreationTimes.toMicros(createdAt));
  }
}
