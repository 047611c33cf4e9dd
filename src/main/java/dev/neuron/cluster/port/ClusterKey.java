package dev.neuron.cluster.port;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The key by which a member proves that it knows the secret: HMAC-SHA256 over both nonces. */
final class ClusterKey {

  static final int PROOF_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  /** Shorter than any secret, so that a member without one meets only members without one. */
  private static final byte[] NO_SECRET = "none".getBytes(StandardCharsets.US_ASCII);

  /** The side that proves, so that no proof can be sent back to where it came from. */
  enum Side {
    ACCEPTOR,
    CONNECTOR
  }

  private final SecretKeySpec key;

  ClusterKey(@Nullable ClusterSecret secret) {
    key = new SecretKeySpec(secret == null ? NO_SECRET : secret.bytes(), ALGORITHM);
  }

  byte[] proof(Side side, byte[] acceptorNonce, byte[] connectorNonce) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(Handshake.greeting());
      mac.update(side.name().getBytes(StandardCharsets.US_ASCII));
      mac.update(acceptorNonce);
      return mac.doFinal(connectorNonce);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has this algorithm
    }
  }

  /** Compares in a time that does not depend on where a proof is wrong. */
  boolean isProof(byte[] proof, Side side, byte[] acceptorNonce, byte[] connectorNonce) {
    return MessageDigest.isEqual(proof, proof(side, acceptorNonce, connectorNonce));
  }
}
