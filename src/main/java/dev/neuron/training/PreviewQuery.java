package dev.neuron.training;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.table.TablePreview;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The query parameter of a dry run that asks for the table as it was read.
 *
 * @param preview the maximum number of rows to show; null for no preview
 */
record PreviewQuery(
    @Parameter(
            description =
                "How many of the first rows the response shows, raw and encoded; fewer if rows are"
                    + " long. No preview if absent",
            schema = @Schema(type = "integer", minimum = "0", maximum = "5000"))
        @Nullable Integer preview) {

  TrainingCall call(HttpServletRequest request, HttpServletResponse response) {
    if (preview != null && (preview < 0 || preview > TablePreview.MAX_ROWS)) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          ErrorLocation.ofParameter("preview"),
          "preview must be from 0 to %d.".formatted(TablePreview.MAX_ROWS));
    }
    return new TrainingCall(ResponseMode.DRY_RUN, 0, preview, request, response);
  }
}
