package dev.neuron.cluster.port;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * One side of the handshake, bytes in and bytes out; it knows no socket. The messages have fixed
 * lengths:
 *
 * <pre>
 * acceptor → connector   greeting, acceptor's nonce
 * connector → acceptor   greeting, connector's nonce, connector's proof
 * acceptor → connector   acceptor's proof, or zeros if the connector's is wrong
 * </pre>
 *
 * <p>The connector proves first, so that a stranger who connects gets no proof to try secrets on.
 */
abstract sealed class Handshake permits AcceptorHandshake, ConnectorHandshake {

  static final int NONCE_BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** The version of the handshake is part of it. */
  private static final byte[] GREETING = "NEURON/1".getBytes(StandardCharsets.US_ASCII);

  static final int GREETING_BYTES = GREETING.length;

  /** The longest message. */
  static final int MAX_BYTES = GREETING_BYTES + NONCE_BYTES + ClusterKey.PROOF_BYTES;

  private final byte[] nonce = new byte[NONCE_BYTES];

  Handshake() {
    RANDOM.nextBytes(nonce);
  }

  static byte[] greeting() {
    return GREETING.clone();
  }

  byte[] nonce() {
    return nonce;
  }

  /** Returns what this side sends before it has received anything. */
  abstract byte[] opening();

  /** Returns the length of the message that is awaited, 0 once the handshake is complete. */
  abstract int awaited();

  /**
   * Processes the expected message and returns the reply.
   *
   * @throws HandshakeException if the other side is no member of this cluster
   */
  abstract byte[] receive(byte[] message) throws HandshakeException;

  /** Returns the message that the proof of the other side was wrong. */
  abstract byte[] refusal();

  /** Returns true if this side has sent its proof, so that a peer that now leaves refuses it. */
  abstract boolean hasProved();

  /**
   * Checks the beginning of the message that is awaited, as far as it has arrived.
   *
   * @throws HandshakeException if the other side speaks another protocol
   */
  void check(byte[] begun) throws HandshakeException {
    int length = Math.min(begun.length, GREETING_BYTES);
    if (!Arrays.equals(begun, 0, length, GREETING, 0, length)) {
      throw new HandshakeException(Refusal.OTHER_PROTOCOL);
    }
  }

  static byte[] concat(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
