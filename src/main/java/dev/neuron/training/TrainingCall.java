package dev.neuron.training;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A request for a training, and how its client receives the result.
 *
 * @param mode how the client receives the result
 * @param progressPoints at how many evenly spread epochs progress is always reported
 * @param previewRows the maximum number of rows in the preview of a dry run; null for no preview
 * @param request of HTTP
 * @param response which a stream writes itself
 */
record TrainingCall(
    ResponseMode mode,
    int progressPoints,
    @Nullable Integer previewRows,
    HttpServletRequest request,
    HttpServletResponse response) {

  /** Creates a call without a preview. */
  TrainingCall(
      ResponseMode mode,
      int progressPoints,
      HttpServletRequest request,
      HttpServletResponse response) {
    this(mode, progressPoints, null, request, response);
  }

  /** Creates a call without a preview and without progress points. */
  TrainingCall(ResponseMode mode, HttpServletRequest request, HttpServletResponse response) {
    this(mode, 0, request, response);
  }
}
