package dev.neuron.explanation;

import dev.neuron.model.Owner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /explain}. */
@Tag(name = "Explanation")
@RestController
class ExplanationController {

  private static final String ONE_ROW =
      """
      {"W": [0, 0, 0], "b": 0, "x": [1, 0, 1], "y": 1, "learningRate": 0.5}""";
  private static final String SEVERAL_ROWS =
      """
      {"modelId": "first-column", "x": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]],
       "y": [0, 1, 1, 0], "loss": "crossEntropy"}""";
  private static final String HOMEWORK =
      """
      {"W": [0, 0, 0], "b": 0, "x": [1, 0, 1], "y": 1,
       "claims": {"yHat": 0.5, "dLoss_dyHat": 1, "dyHat_dh": 0.25, "dLoss_dW": [-0.125, null, null]}}""";

  private static final String ALL_SETTINGS =
      """
      {"W": [0.5, -0.25], "b": 0, "x": [[1, 20], [2, 40], [4, 10]], "y": [1, 0, 1],
       "sampleWeights": [1, 2, 1], "l2": 0.01, "standardize": true,
       "momentum": 0.9, "velocity": {"W": [0.1, 0], "b": -0.2}}""";

  private static final String NEWTON =
      """
      {"W": [0], "b": 0, "x": [[0], [2]], "y": [0, 1], "loss": "crossEntropy", "solver": "newton"}""";

  private final Explainer explainer;

  ExplanationController(Explainer explainer) {
    this.explainer = explainer;
  }

  @Operation(
      operationId = "explain",
      summary = "Explain a gradient, and check homework",
      description =
          "Every factor of the chain rule with its number, for one row or the mean over several; one"
              + " step of gradient descent and the loss after it, which is what an epoch of training"
              + " does; the gradient by central differences beside it; the derivation in LaTeX. What a"
              + " learner worked out goes into claims, under the names of the answer, and verdicts say"
              + " of each number whether it is right and if not, by which slip it is off. l2,"
              + " sampleWeights, standardize, momentum and velocity make the step that of a training"
              + " with the same settings. With solver newton the step is Newton's, taken whole: the"
              + " curvature of each row, the Hessian and the system that gives the step come with it.")
  @RequestBody(
      required = true,
      content =
          @Content(
              examples = {
                @ExampleObject(name = "one row", value = ONE_ROW),
                @ExampleObject(name = "homework", value = HOMEWORK),
                @ExampleObject(name = "several rows of a model", value = SEVERAL_ROWS),
                @ExampleObject(name = "every setting of a step", value = ALL_SETTINGS),
                @ExampleObject(name = "Newton's step", value = NEWTON)
              }))
  @ApiResponse(responseCode = "200", description = "The derivation")
  @ApiResponse(responseCode = "404", ref = "Problem404")
  @ApiResponse(responseCode = "410", ref = "Problem410")
  @PostMapping(path = "/explain", consumes = "application/json", produces = "application/json")
  ExplanationResponse explain(
      HttpServletRequest call,
      @org.springframework.web.bind.annotation.RequestBody ExplanationRequest request) {
    return explainer.explain(Owner.of(call), request);
  }
}
