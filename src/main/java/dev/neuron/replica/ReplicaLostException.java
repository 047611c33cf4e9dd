package dev.neuron.replica;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Something that a replica took with it; knows the problem it is answered with. */
public final class ReplicaLostException extends ErrorResponseException {

  private ReplicaLostException(String detail, @Nullable Throwable cause) {
    super(HttpStatus.SERVICE_UNAVAILABLE, cause);
    setType(URI.create("/problems/training-lost"));
    setDetail(detail);
  }

  /** A training that was running there. */
  public static ReplicaLostException training() {
    return new ReplicaLostException(
        "The replica that trained has gone before it ended; send the training again.", null);
  }

  /** Rows that were there, and all copies. */
  public static ReplicaLostException rows(@Nullable Throwable cause) {
    return new ReplicaLostException(
        "The replicas that had some of the rows have gone, or do not answer; send them again.",
        cause);
  }
}
