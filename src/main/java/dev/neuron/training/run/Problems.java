package dev.neuron.training.run;

import org.springframework.http.ProblemDetail;

/** Says an exception as the problem that a request would be answered with. */
@FunctionalInterface
public interface Problems {

  /** The problem, whatever the exception is. */
  ProblemDetail of(Exception e);
}
