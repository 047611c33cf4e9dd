package dev.neuron.cluster.port;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says without a stack trace why the service does not start. */
final class UnusableSecretAnalyzer extends AbstractFailureAnalyzer<UnusableSecretException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnusableSecretException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()),
        "Set the same secret on all replicas, such as the result of: openssl rand -base64 32. Or leave"
            + " the setting out where nothing but replicas reaches the port.",
        cause);
  }
}
