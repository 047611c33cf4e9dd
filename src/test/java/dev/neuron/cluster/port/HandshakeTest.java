package dev.neuron.cluster.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of the handshake, without sockets. */
class HandshakeTest {

  private static final String SECRET = "a secret of sixteen";

  private static ClusterKey key(@Nullable String secret) {
    return new ClusterKey(secret == null ? null : ClusterSecret.of(secret));
  }

  private static void assertRefused(Refusal refusal, Handshake by, byte[] message) {
    assertThatExceptionOfType(HandshakeException.class)
        .isThrownBy(() -> by.receive(message))
        .satisfies(e -> assertThat(e.refusal()).isEqualTo(refusal));
    assertThat(by.awaited()).isPositive();
  }

  @Test
  void sameSecret_bothSidesAreSure() throws Exception {
    for (String secret : new String[] {SECRET, null}) {
      Handshake acceptor = new AcceptorHandshake(key(secret));
      Handshake connector = new ConnectorHandshake(key(secret));
      assertThat(connector.opening()).isEmpty();

      byte[] challenge = acceptor.opening();
      assertThat(challenge).hasSize(connector.awaited());
      byte[] proof = connector.receive(challenge);
      assertThat(proof).hasSize(acceptor.awaited());
      assertThat(acceptor.hasProved()).isFalse();
      byte[] counterProof = acceptor.receive(proof);
      assertThat(acceptor.awaited()).isZero();
      assertThat(counterProof).hasSize(connector.awaited());
      assertThat(connector.receive(counterProof)).isEmpty();
      assertThat(connector.awaited()).isZero();
    }
  }

  @Test
  void otherSecret_isRefusedByTheAcceptor_whichProvesNothing() throws Exception {
    String[][] pairs = {{SECRET, SECRET + "!"}, {SECRET, null}, {null, SECRET}};
    for (String[] secrets : pairs) {
      Handshake acceptor = new AcceptorHandshake(key(secrets[0]));
      byte[] proof = new ConnectorHandshake(key(secrets[1])).receive(acceptor.opening());

      assertRefused(Refusal.OTHER_SECRET, acceptor, proof);
      assertThat(acceptor.hasProved()).isFalse();
    }
  }

  @Test
  void acceptorWithAnotherSecret_isRefusedByTheConnector() throws Exception {
    Handshake connector = new ConnectorHandshake(key(SECRET));
    byte[] proof = connector.receive(new AcceptorHandshake(key(SECRET)).opening());
    Handshake other = new AcceptorHandshake(key(SECRET));
    byte[] ofAnotherNonce =
        other.receive(new ConnectorHandshake(key(SECRET)).receive(other.opening()));

    assertThat(connector.hasProved()).isTrue();
    assertRefused(Refusal.OTHER_SECRET, connector, ofAnotherNonce);
    assertRefused(
        Refusal.OTHER_SECRET,
        connector,
        Arrays.copyOfRange(proof, proof.length - ClusterKey.PROOF_BYTES, proof.length));
  }

  @Test
  void refusal_tellsTheConnectorThatTheSecretIsAnother() throws Exception {
    Handshake acceptor = new AcceptorHandshake(key(SECRET));
    Handshake connector = new ConnectorHandshake(key(SECRET));
    connector.receive(acceptor.opening());

    assertThat(acceptor.refusal()).hasSize(connector.awaited());
    assertRefused(Refusal.OTHER_SECRET, connector, acceptor.refusal());
  }

  /** The message that once was right does not fit another nonce. */
  @Test
  void replayedProof_isRefused() throws Exception {
    byte[] proof =
        new ConnectorHandshake(key(SECRET)).receive(new AcceptorHandshake(key(SECRET)).opening());

    assertRefused(Refusal.OTHER_SECRET, new AcceptorHandshake(key(SECRET)), proof);
  }

  @ParameterizedTest
  @ValueSource(strings = {"H", "HZC", "CP2", "GET / HTTP/1.1", "NEURON/2", "\u0016\u0003\u0001"})
  void anotherProtocol_isRefusedByItsFirstBytes(String begun) {
    byte[] bytes = begun.getBytes(StandardCharsets.US_ASCII);
    for (Handshake side :
        new Handshake[] {new AcceptorHandshake(key(null)), new ConnectorHandshake(key(null))}) {
      assertThatExceptionOfType(HandshakeException.class)
          .isThrownBy(() -> side.check(bytes))
          .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.OTHER_PROTOCOL));
    }
  }

  @Test
  void beginning_ofTheRightMessage_isAwaited() throws Exception {
    Handshake connector = new ConnectorHandshake(key(SECRET));
    byte[] challenge = new AcceptorHandshake(key(SECRET)).opening();
    for (int length = 0; length <= challenge.length; length++) {
      connector.check(Arrays.copyOf(challenge, length));
    }
    connector.receive(challenge);
    connector.check(new byte[] {1, 2, 3}); // the proof has no greeting
  }

  @Test
  void nonces_differ() {
    assertThat(new AcceptorHandshake(key(null)).opening())
        .isNotEqualTo(new AcceptorHandshake(key(null)).opening());
  }
}
