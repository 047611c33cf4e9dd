package dev.neuron.training.run;

import org.springframework.http.ProblemDetail;

/** Converts exceptions to the problems of responses. */
@FunctionalInterface
public interface Problems {

  /** The problem for an exception of any type. */
  ProblemDetail of(Exception e);
}
