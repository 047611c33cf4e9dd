package dev.neuron.cluster.port;

import java.nio.charset.StandardCharsets;

/** The secret that all members know; it is never printed. */
public final class ClusterSecret {

  private static final int MIN_LENGTH = 16;

  private final String text;

  private ClusterSecret(String text) {
    this.text = text;
  }

  /** The secret of a setting, without the white space around it. */
  public static ClusterSecret of(String text) {
    return new ClusterSecret(text.strip());
  }

  /**
   * The bytes of the secret.
   *
   * @throws UnusableSecretException if it is too short: checked here and not when it is bound,
   *     since Spring Boot prints values that cannot be bound
   */
  byte[] bytes() {
    if (text.length() < MIN_LENGTH) {
      throw new UnusableSecretException(
          "neuron.cluster.secret has %d characters, at least %d are needed"
              .formatted(text.length(), MIN_LENGTH));
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "******";
  }
}
