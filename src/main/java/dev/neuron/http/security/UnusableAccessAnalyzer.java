package dev.neuron.http.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports why the service does not start, without a stack trace. */
final class UnusableAccessAnalyzer extends AbstractFailureAnalyzer<UnusableAccessException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnusableAccessException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()),
        "Correct the setting, or leave out all of neuron.security and"
            + " spring.security.oauth2.resourceserver to run without access control.",
        cause);
  }
}
