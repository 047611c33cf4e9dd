package dev.neuron.http.problem;

import dev.neuron.core.InvalidInputException;
import dev.neuron.core.InvalidInputException.Fault;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.ProblemDetail;
import org.springframework.web.util.UriUtils;

/** Builds the bodies of error answers, bounded in size whatever the request was. */
public final class Problem {

  private static final int MAX_DETAIL_LENGTH = 300;
  private static final int MAX_POINTER_LENGTH = 200;
  private static final int MAX_INSTANCE_LENGTH = 300;

  /**
   * A place in the body that is at fault.
   *
   * @param pointer JSON Pointer as a URI fragment
   * @param detail what is wrong there
   */
  record Place(String pointer, String detail) {}

  private Problem() {}

  /** A problem that is not about a place in the body. */
  public static ProblemDetail of(ProblemType type, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(type.status(), shortened(detail));
    problem.setType(type.uri());
    problem.setTitle(type.title());
    return problem;
  }

  /**
   * A problem in one place.
   *
   * @param pointer as a JSON Pointer without its leading slash
   */
  static ProblemDetail of(ProblemType type, String pointer, String detail) {
    ProblemDetail problem = of(type, detail);
    problem.setProperty("errors", List.of(place(new Fault(pointer, detail))));
    return problem;
  }

  /** What the core found wrong, with every place it names. */
  static ProblemDetail of(InvalidInputException e) {
    ProblemDetail problem = of(ProblemType.of(e.reason()), e.faults().getFirst().detail());
    problem.setProperty("errors", e.faults().stream().map(Problem::place).toList());
    return problem;
  }

  /** Sets the path of the request, encoded as it came, unless it is unreasonably long. */
  static void setInstance(ProblemDetail problem, String path) {
    if (path.length() > MAX_INSTANCE_LENGTH) {
      return;
    }
    try {
      problem.setInstance(new URI(path));
    } catch (URISyntaxException e) {
      problem.setInstance(null);
    }
  }

  static String shortened(String detail) {
    return shortened(detail, MAX_DETAIL_LENGTH);
  }

  private static Place place(Fault fault) {
    String pointer = shortened(fault.pointer(), MAX_POINTER_LENGTH);
    String fragment = UriUtils.encodeFragment(pointer, StandardCharsets.UTF_8);
    return new Place(fragment.isEmpty() ? "#" : "#/" + fragment, shortened(fault.detail()));
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
