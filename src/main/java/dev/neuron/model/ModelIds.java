package dev.neuron.model;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes ids of models and trainings: 22 letters, digits, hyphens and underscores that cannot be
 * guessed, 128 random bits.
 */
public final class ModelIds {

  private static final int BYTES = 16;
  private static final ModelIds SHARED = new ModelIds();

  private final SecureRandom random = new SecureRandom();

  /** The source of the ids that stores make. */
  static ModelIds shared() {
    return SHARED;
  }

  /** A new id. */
  public String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
