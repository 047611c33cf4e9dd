package dev.neuron.problem;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.problem.Problem.Spot;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.ProblemDetail;

class ProblemTest {

  @Test
  void of_longestFaults_staysSmall() {
    Fault fault = new Fault("x".repeat(10_000), "d".repeat(10_000));
    ProblemDetail problem =
        ExceptionProblems.of(
            new InvalidInputException(Reason.RAGGED_ROWS, Collections.nCopies(1000, fault)));

    List<?> errors = (List<?>) requireNonNull(properties(problem).get("errors"));
    assertThat(errors).hasSize(10);
    assertThat(errors.toString()).hasSizeLessThan(7_000);
    assertThat(problem.getDetail()).hasSizeLessThanOrEqualTo(300);
  }

  @Test
  void of_faults_carriesPlacesAsFragments() {
    ProblemDetail problem =
        ExceptionProblems.of(
            new InvalidInputException(
                Reason.NO_ROWS, List.of(new Fault("", "one"), new Fault("x/0", "two"))));

    assertThat(properties(problem))
        .containsExactly(Map.entry("errors", List.of(spot("#", "one"), spot("#/x/0", "two"))));
    assertThat(problem.getStatus()).isEqualTo(422);
    assertThat(problem.getType()).isEqualTo(URI.create("/problems/no-rows"));
    assertThat(problem.getDetail()).isEqualTo("2 faults of this kind. The first: one");
  }

  @Test
  void of_moreFaultsThanItKeeps_saysHowMany() {
    List<Fault> faults = IntStream.range(0, 25).mapToObj(i -> new Fault("y/" + i, "no")).toList();

    ProblemDetail problem =
        ExceptionProblems.of(new InvalidInputException(Reason.TARGET_OUT_OF_RANGE, faults));

    assertThat(problem.getDetail())
        .isEqualTo("25 faults of this kind, of which errors has the first 10. The first: no");
  }

  @Test
  void setInstance_unreasonable_isLeftOut() {
    ProblemDetail problem = Problem.of(ProblemType.NOT_FOUND, "d");
    Problem.setInstance(problem, "/" + "a".repeat(300));
    assertThat(problem.getInstance()).isNull();

    Problem.setInstance(problem, "/models/x");
    assertThat(problem.getInstance()).isEqualTo(URI.create("/models/x"));
  }

  private static Spot spot(String pointer, String detail) {
    return new Spot(pointer, null, null, null, null, detail);
  }

  private static Map<String, Object> properties(ProblemDetail problem) {
    return requireNonNull(problem.getProperties());
  }
}
