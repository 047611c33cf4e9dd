package dev.neuron.startup;

import java.util.Optional;

/** A setting that does not exist. */
final class UnknownSettingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What to do about it. */
  private final String action;

  UnknownSettingException(String message, Optional<String> nearest) {
    super(message);
    action =
        nearest.map("Write %s, or remove it."::formatted).orElse("Correct its name, or remove it.")
            + " docs/CONFIGURATION.md lists all settings.";
  }

  String action() {
    return action;
  }
}
