package dev.neuron.model;

import dev.neuron.core.data.Count;
import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model that the store does not have, or has no room for; knows the problem it is answered with.
 */
public final class ModelStoreException extends ProblemException {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private record LocatedError(
      @Nullable String pointer, @Nullable String parameter, String detail) {}

  /** The reason. */
  public enum Kind {
    NOT_FOUND(ProblemType.MODEL_NOT_FOUND, "No model has this id or name."),
    NO_SUCH_VERSION(ProblemType.MODEL_NOT_FOUND, "The model has no such version."),
    EVICTED(
        ProblemType.MODEL_EVICTED,
        "The model was the least recently used when the store was full, and had to go."),
    FULL(
        ProblemType.STORE_FULL,
        "The store is full and set to refuse new models; delete some first."),
    LARGER_THAN_THE_STORE(
        ProblemType.STORE_FULL, "This model alone is larger than the whole store."),
    DAMAGED(ProblemType.MODEL_DAMAGED, "The content of the model is damaged."),
    UNAVAILABLE(ProblemType.STORE_UNAVAILABLE, "The models cannot be reached just now; try again.");

    private final ProblemType type;
    private final String detail;

    Kind(ProblemType type, String detail) {
      this.type = type;
      this.detail = detail;
    }
  }

  private final Kind kind;

  private ModelStoreException(Kind kind, @Nullable Throwable cause) {
    super(kind.type, kind.detail, cause);
    this.kind = kind;
    if (kind == Kind.UNAVAILABLE) {
      retryAfter(RETRY_AFTER);
    }
  }

  /** Returns an exception of this kind. */
  public static ModelStoreException of(Kind kind) {
    return new ModelStoreException(kind, null);
  }

  /** There is no model with this id or name. */
  public static ModelStoreException notFound() {
    return of(Kind.NOT_FOUND);
  }

  /**
   * A name where an id is needed, to delete a model.
   *
   * @param newest id of the newest model with the name
   */
  static ModelStoreException deletedById(String newest) {
    ModelStoreException byName = notFound();
    byName.setDetail(
        "A model is deleted by its id, and this is a name: its newest model has the id %s."
            .formatted(newest));
    return byName;
  }

  /** There is a model with this id or name, but not this version of it. */
  public static ModelStoreException noSuchVersion() {
    return of(Kind.NO_SUCH_VERSION);
  }

  /** There was one, and it had to make room. */
  public static ModelStoreException evicted() {
    return of(Kind.EVICTED);
  }

  /** There is no room, and none may be made. */
  public static ModelStoreException full() {
    return of(Kind.FULL);
  }

  /** There is no room, and if all others went, there would be none. */
  public static ModelStoreException largerThanTheStore() {
    return of(Kind.LARGER_THAN_THE_STORE);
  }

  /** The store of the models cannot be reached. */
  public static ModelStoreException unavailable(Throwable cause) {
    return new ModelStoreException(Kind.UNAVAILABLE, cause);
  }

  /**
   * Too few replicas see each other to decide for all.
   *
   * @param seen how many see each other
   * @param required how many would have to
   */
  public static ModelStoreException minority(int seen, int required) {
    ModelStoreException minority = of(Kind.UNAVAILABLE);
    minority.setDetail(
        "This replica sees %s, with itself, and needs %d to change models or to know that there is none; ask another replica, or try again."
            .formatted(Count.of(seen, "replica"), required));
    return minority;
  }

  /** The disk of the store is full. */
  public static ModelStoreException diskFull() {
    ModelStoreException full = of(Kind.UNAVAILABLE);
    full.setDetail(
        "The disk of the database is full: models can be read, but none is stored until there is room.");
    return full;
  }

  /** The content of the model with this id is not what was put. */
  public static ModelStoreException damaged(String id, Throwable cause) {
    ModelStoreException damaged = new ModelStoreException(Kind.DAMAGED, cause);
    damaged.setDetail(
        "The content of the model %s cannot be read: it is damaged in the store, or of a later version. Restore it from a backup, or delete the model and train it again."
            .formatted(id));
    return damaged;
  }

  /** Replicas are joining each other again after a split, and not all models are there yet. */
  public static ModelStoreException rejoining() {
    ModelStoreException rejoining = of(Kind.UNAVAILABLE);
    rejoining.setDetail(
        "Replicas are joining each other again, and some models may not be found until they have; try again.");
    return rejoining;
  }

  public Kind kind() {
    return kind;
  }

  /**
   * This, for a model that a place in the body asked for, unless it is about none.
   *
   * @param pointer the place, a JSON Pointer without its leading slash
   */
  public ModelStoreException at(String pointer) {
    return at("#/" + pointer, null);
  }

  /** This, for a model that a parameter asked for, unless it is about none. */
  public ModelStoreException atParameter(String name) {
    return at(null, name);
  }

  private ModelStoreException at(@Nullable String pointer, @Nullable String parameter) {
    if (getStatusCode().is5xxServerError()) {
      return this;
    }
    String detail = String.valueOf(getBody().getDetail());
    getBody().setProperty("errors", List.of(new LocatedError(pointer, parameter, detail)));
    return this;
  }
}
