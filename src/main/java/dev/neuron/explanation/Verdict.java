package dev.neuron.explanation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Whether a number that a learner worked out is right. */
@Schema(name = "Verdict", description = "Whether a claim is right, and if not, the likeliest slip")
record Verdict(
    @Schema(description = "Which quantity, as a path", example = "dLoss_dW/0") String field,
    double claimed,
    double value,
    @Schema(
            description =
                "Within 1 % of the value, or the value rounded to as many decimals as the claim has, of"
                    + " at least two digits")
        boolean right,
    @Schema(
            description =
                "The fewest slips that lead to the claim, two at the most; empty if it is right or no"
                    + " such slips do")
        List<Slip> slips,
    @Schema(description = "The verdict as a sentence") String message) {

  static Verdict right(String field, double claimed, double value) {
    return new Verdict(field, claimed, value, true, List.of(), "Right.");
  }

  static Verdict wrong(String field, double claimed, double value, List<Slip> slips) {
    String message =
        slips.isEmpty()
            ? "Not right, and not by one of the usual slips."
            : "Not right: "
                + String.join("; and ", slips.stream().map(Slip::meaning).toList())
                + ".";
    return new Verdict(field, claimed, value, false, slips, message);
  }
}
