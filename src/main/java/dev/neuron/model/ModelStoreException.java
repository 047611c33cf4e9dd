package dev.neuron.model;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A model that the store does not have, or has no room for; knows the problem it is answered with.
 */
public final class ModelStoreException extends ErrorResponseException {

  private ModelStoreException(HttpStatus status, String type, String detail) {
    super(status, problem(status, type, detail), null);
  }

  /** There is no model with this id or name. */
  static ModelStoreException notFound() {
    return new ModelStoreException(
        HttpStatus.NOT_FOUND, "model-not-found", "No model has this id or name.");
  }

  /** There was one, and it had to make room. */
  static ModelStoreException evicted() {
    return new ModelStoreException(
        HttpStatus.GONE,
        "model-evicted",
        "The model was the least recently used when the store was full, and had to go.");
  }

  /** There is no room, and none may be made. */
  static ModelStoreException full(String detail) {
    return new ModelStoreException(HttpStatus.INSUFFICIENT_STORAGE, "store-full", detail);
  }

  private static ProblemDetail problem(HttpStatus status, String type, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("/problems/" + type));
    return problem;
  }
}
