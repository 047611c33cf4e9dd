package dev.neuron.cluster.port;

import dev.neuron.cluster.port.ClusterKey.Side;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The handshake of a member that connects to another. */
final class ConnectorHandshake extends Handshake {

  private final ClusterKey key;

  /** The acceptor's nonce, once it is known. */
  private byte @Nullable [] other;

  private boolean complete;

  ConnectorHandshake(ClusterKey key) {
    this.key = key;
  }

  @Override
  byte[] opening() {
    return new byte[0];
  }

  @Override
  int awaited() {
    if (complete) {
      return 0;
    }
    return other == null ? GREETING_BYTES + NONCE_BYTES : ClusterKey.PROOF_BYTES;
  }

  @Override
  void check(byte[] begun) throws HandshakeException {
    if (other == null) {
      super.check(begun);
    }
  }

  @Override
  byte[] receive(byte[] message) throws HandshakeException {
    check(message);
    if (other == null) {
      other = Arrays.copyOfRange(message, GREETING_BYTES, message.length);
      return concat(greeting(), nonce(), key.proof(Side.CONNECTOR, other, nonce()));
    }
    if (!key.isProof(message, Side.ACCEPTOR, other, nonce())) {
      throw new HandshakeException(Refusal.OTHER_SECRET);
    }
    complete = true;
    return new byte[0];
  }

  @Override
  byte[] refusal() {
    return new byte[0];
  }

  @Override
  boolean hasProved() {
    return other != null;
  }
}
