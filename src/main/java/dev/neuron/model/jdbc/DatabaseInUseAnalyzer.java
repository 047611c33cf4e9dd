package dev.neuron.model.jdbc;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at the start that a database file is in use, in a sentence instead of a stack trace. */
final class DatabaseInUseAnalyzer extends AbstractFailureAnalyzer<DatabaseInUseException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, DatabaseInUseException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "End that process, or give this one a file of its own: neuron.models.jdbc.url."
            + " Several services share models in a PostgreSQL.",
        cause);
  }
}
