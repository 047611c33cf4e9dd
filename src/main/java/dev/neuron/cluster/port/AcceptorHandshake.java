package dev.neuron.cluster.port;

import dev.neuron.cluster.port.ClusterKey.Side;
import java.util.Arrays;

/** The handshake of a member to which another connects. */
final class AcceptorHandshake extends Handshake {

  private final ClusterKey key;
  private boolean complete;

  AcceptorHandshake(ClusterKey key) {
    this.key = key;
  }

  @Override
  byte[] opening() {
    return concat(greeting(), nonce());
  }

  @Override
  int awaited() {
    return complete ? 0 : MAX_BYTES;
  }

  @Override
  byte[] receive(byte[] message) throws HandshakeException {
    check(message);
    int proofAt = GREETING_BYTES + NONCE_BYTES;
    byte[] other = Arrays.copyOfRange(message, GREETING_BYTES, proofAt);
    byte[] proof = Arrays.copyOfRange(message, proofAt, MAX_BYTES);
    if (!key.isProof(proof, Side.CONNECTOR, nonce(), other)) {
      throw new HandshakeException(Refusal.OTHER_SECRET);
    }
    complete = true;
    return key.proof(Side.ACCEPTOR, nonce(), other);
  }

  @Override
  byte[] refusal() {
    return new byte[ClusterKey.PROOF_BYTES];
  }

  @Override
  boolean hasProved() {
    return complete;
  }
}
