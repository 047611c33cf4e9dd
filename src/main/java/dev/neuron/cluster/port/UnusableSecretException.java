package dev.neuron.cluster.port;

import java.io.Serial;

/** The secret of the cluster cannot be used; the message says why, without the secret. */
public final class UnusableSecretException extends IllegalStateException {

  @Serial private static final long serialVersionUID = 1;

  UnusableSecretException(String message) {
    super(message);
  }
}
