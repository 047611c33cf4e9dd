package dev.neuron.model;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * A model that the store does not have, or has no room for; knows the problem it is answered with.
 */
public final class ModelStoreException extends ErrorResponseException {

  private static final String RETRY_AFTER_SECONDS = "1";

  private record Place(@Nullable String pointer, @Nullable String parameter, String detail) {}

  private ModelStoreException(HttpStatus status, String type, String detail) {
    this(status, type, detail, null);
  }

  private ModelStoreException(
      HttpStatus status, String type, String detail, @Nullable Throwable cause) {
    super(status, cause);
    setType(URI.create("/problems/" + type));
    setDetail(detail);
  }

  /** There is no model with this id or name. */
  public static ModelStoreException notFound() {
    return new ModelStoreException(
        HttpStatus.NOT_FOUND, "model-not-found", "No model has this id or name.");
  }

  /** There is a model with this id or name, but not this version of it. */
  public static ModelStoreException noSuchVersion() {
    return new ModelStoreException(
        HttpStatus.NOT_FOUND, "model-not-found", "The model has no such version.");
  }

  /** There was one, and it had to make room. */
  public static ModelStoreException evicted() {
    return new ModelStoreException(
        HttpStatus.GONE,
        "model-evicted",
        "The model was the least recently used when the store was full, and had to go.");
  }

  /** There is no room, and none may be made. */
  public static ModelStoreException full() {
    return full("The store is full and set to refuse new models; delete some first.");
  }

  /** There is no room, and if all others went, there would be none. */
  public static ModelStoreException largerThanTheStore() {
    return full("This model alone is larger than the whole store.");
  }

  private static ModelStoreException full(String detail) {
    return new ModelStoreException(HttpStatus.INSUFFICIENT_STORAGE, "store-full", detail);
  }

  /** Where the models are kept cannot be reached. */
  public static ModelStoreException unavailable(Throwable cause) {
    ModelStoreException unavailable =
        new ModelStoreException(
            HttpStatus.SERVICE_UNAVAILABLE,
            "store-unavailable",
            "The models cannot be reached just now; try again.",
            cause);
    unavailable.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    return unavailable;
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
    getBody().setProperty("errors", List.of(new Place(pointer, parameter, detail)));
    return this;
  }
}
