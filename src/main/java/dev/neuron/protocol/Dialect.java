package dev.neuron.protocol;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The error format of a protocol. */
enum Dialect {
  /** Open Inference Protocol v2, TensorFlow Serving and KServe v1. */
  INFERENCE("/v[12](/.*)?") {
    @Override
    Object error(HttpStatus status, String message) {
      return new InferenceError(message);
    }
  },
  MLFLOW("/models/[^/]+/invocations") {
    @Override
    Object error(HttpStatus status, String message) {
      return new MlflowError(CODES.getOrDefault(status, "BAD_REQUEST"), message);
    }
  };

  private static final Map<HttpStatus, String> CODES =
      Map.of(
          HttpStatus.NOT_FOUND, "RESOURCE_DOES_NOT_EXIST",
          HttpStatus.UNAUTHORIZED, "UNAUTHENTICATED",
          HttpStatus.FORBIDDEN, "PERMISSION_DENIED",
          HttpStatus.TOO_MANY_REQUESTS, "REQUEST_LIMIT_EXCEEDED",
          HttpStatus.SERVICE_UNAVAILABLE, "TEMPORARILY_UNAVAILABLE",
          HttpStatus.INTERNAL_SERVER_ERROR, "INTERNAL_ERROR");

  private final Pattern paths;

  Dialect(String paths) {
    this.paths = Pattern.compile(paths);
  }

  /** Returns the body of an error. */
  abstract Object error(HttpStatus status, String message);

  /** Returns the protocol of a path; null if it is this API's own. */
  static @Nullable Dialect of(String path) {
    for (Dialect dialect : values()) {
      if (dialect.paths.matcher(path).matches()) {
        return dialect;
      }
    }
    return null;
  }
}
