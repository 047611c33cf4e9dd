package dev.neuron.explanation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The verdict on a number that a learner worked out. */
@Schema(
    name = "Verdict",
    description = "Whether a claim is right, and if not, the likeliest slips",
    requiredProperties = {"field", "claimed", "right", "slips", "explanations", "message"})
record Verdict(
    @Schema(description = "Which quantity, as a path", example = "dLoss_dW/0") String field,
    double claimed,
    @Schema(description = "The true value; absent where it is larger than any double")
        @Nullable Double value,
    @Schema(
            description =
                "Within half a unit of the claim's last place, of which at least two digits count,"
                    + " either of the value or of what follows from the learner's earlier numbers as"
                    + " they were written; a tie may be rounded either way. In a homework written to N"
                    + " decimals a number of fewer than two digits counts with N decimals. Within 1 % of"
                    + " the value is right too where no slip leads to the claim: of a step 1 % of the"
                    + " change, of ŷ 1 % of the smaller of ŷ and 1 − ŷ, of dh/dW and dh/db none. Where"
                    + " the value is exactly 0, less than 1e-9 is 0")
        boolean right,
    @Schema(
            description =
                "Every slip in explanations, the likeliest first; empty if the claim is right or no one"
                    + " or two slips lead to it")
        List<Slip> slips,
    @Schema(
            description =
                "The slips in groups: each group alone leads to the claim, so that of several groups"
                    + " one is what happened. A group is one slip; only where no slip alone leads to the"
                    + " claim it is two that were made together, and then there is one group")
        List<List<Slip>> explanations,
    @Schema(description = "The verdict as a sentence") String message) {

  static Verdict right(String field, double claimed, double value) {
    return new Verdict(field, claimed, value, true, List.of(), List.of(), "Right.");
  }

  /** A wrong number, with the slips that lead to it. */
  static Verdict wrong(String field, double claimed, double value, List<List<Slip>> ways) {
    String message =
        ways.isEmpty()
            ? "Not right, and not by one of the usual slips."
            : "Not right: "
                + ways.stream().map(Verdict::together).collect(Collectors.joining("; or "))
                + ".";
    List<Slip> slips = ways.stream().flatMap(List::stream).distinct().toList();
    return new Verdict(field, claimed, value, false, slips, ways, message);
  }

  private static String together(List<Slip> slips) {
    return slips.stream().map(Slip::meaning).collect(Collectors.joining("; and "));
  }

  /** A number that may be right but has too few digits. */
  static Verdict tooShort(String field, double claimed, double value) {
    return new Verdict(
        field,
        claimed,
        value,
        false,
        List.of(),
        List.of(),
        "Too few digits to tell: write at least two that count.");
  }

  /** A number where the true one is larger than any double. */
  static Verdict beyond(String field, double claimed) {
    return new Verdict(
        field,
        claimed,
        null,
        false,
        List.of(),
        List.of(),
        "Not right: the true value is larger than any number that the service can hold.");
  }
}
