package dev.neuron.training;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A request for a training, and how its client receives the result.
 *
 * @param mode how the client receives the result
 * @param progressPoints at how many evenly spread epochs progress is always reported
 * @param request of HTTP
 * @param response which a stream writes itself
 */
record TrainingCall(
    ResponseMode mode,
    int progressPoints,
    HttpServletRequest request,
    HttpServletResponse response) {

  TrainingCall(ResponseMode mode, HttpServletRequest request, HttpServletResponse response) {
    this(mode, 0, request, response);
  }
}
