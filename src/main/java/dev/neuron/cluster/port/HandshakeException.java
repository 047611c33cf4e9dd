package dev.neuron.cluster.port;

import java.io.IOException;
import java.io.Serial;

/** The other side of a connection is no member of this cluster. */
final class HandshakeException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  private final Refusal refusal;

  HandshakeException(Refusal refusal) {
    super(refusal.name());
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
