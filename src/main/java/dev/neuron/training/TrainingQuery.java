package dev.neuron.training;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of {@code POST /train} that choose how the client receives the result.
 *
 * @param dryRun true to return only the cost of the training
 * @param progressPoints of a stream: at how many epochs progress is always reported
 */
record TrainingQuery(@Nullable Boolean dryRun, @Nullable Integer progressPoints) {

  TrainingCall call(HttpServletRequest request, HttpServletResponse response) {
    return new TrainingCall(
        ResponseMode.of(dryRun, request),
        progressPoints == null ? 0 : progressPoints,
        request,
        response);
  }
}
