package dev.neuron.problem;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException.Fault;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.web.util.UriUtils;

/** Builds the bodies of error responses, bounded in size whatever the request was. */
public final class Problem {

  private static final String ERRORS = "errors";
  private static final int MAX_DETAIL_LENGTH = 300;
  private static final int MAX_POINTER_LENGTH = 200;
  private static final int MAX_COLUMN_LENGTH = 60;
  private static final int MAX_INSTANCE_LENGTH = 300;

  /**
   * The location of a fault; only the parts that apply are set.
   *
   * @param pointer JSON Pointer as a URI fragment
   * @param line line of a text, counted from 1
   * @param row row of an array, counted from 0
   * @param column name of the column, or its index
   * @param parameter name of a query parameter
   * @param detail what is wrong there
   */
  record Spot(
      @Nullable String pointer,
      @Nullable Integer line,
      @Nullable Integer row,
      @Nullable String column,
      @Nullable String parameter,
      String detail) {}

  private Problem() {}

  /** Returns a problem without a location in the request. */
  public static ProblemDetail of(ProblemType type, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(type.status(), shortened(detail));
    problem.setType(type.uri());
    problem.setTitle(type.title());
    setRequestId(problem);
    return problem;
  }

  /** Returns a problem as one text: its detail, and its location. */
  public static String describe(ProblemDetail problem) {
    String detail = String.valueOf(problem.getDetail());
    Map<String, Object> more = problem.getProperties();
    return more != null
            && more.get(ERRORS) instanceof List<?> spots
            && spots.getFirst() instanceof Spot spot
        ? detail + describe(spot)
        : detail;
  }

  private static String describe(Spot spot) {
    if (spot.pointer() != null) {
      return " At %s.".formatted(spot.pointer());
    }
    return spot.parameter() == null ? "" : " At the parameter %s.".formatted(spot.parameter());
  }

  /** Sets the path of the request, encoded as it came, unless it is unreasonably long. */
  public static void setInstance(ProblemDetail problem, String path) {
    if (path.length() > MAX_INSTANCE_LENGTH) {
      return;
    }
    try {
      problem.setInstance(new URI(path));
    } catch (URISyntaxException e) {
      problem.setInstance(null);
    }
  }

  /** Sets the id of the current request, if there is one. */
  static void setRequestId(ProblemDetail problem) {
    String id = RequestId.current();
    if (id != null) {
      problem.setProperty(RequestId.NAME, id);
    }
  }

  /** Returns a detail, truncated to the maximum length in a problem. */
  public static String shortened(String detail) {
    return shortened(detail, MAX_DETAIL_LENGTH);
  }

  /**
   * Returns a problem with locations.
   *
   * @param faults at least one, the first of all
   * @param total the number of all
   */
  static ProblemDetail of(ProblemType type, List<Fault> faults, int total) {
    ProblemDetail problem = of(type, detail(faults, total));
    List<Spot> spots =
        faults.stream()
            .filter(fault -> !fault.place().equals(ErrorLocation.NOWHERE))
            .map(Problem::spot)
            .toList();
    if (!spots.isEmpty()) {
      problem.setProperty(ERRORS, spots);
    }
    return problem;
  }

  private static String detail(List<Fault> faults, int total) {
    String first = faults.getFirst().detail();
    if (total == 1) {
      return first;
    }
    return total == faults.size()
        ? "%d faults of this kind. The first: %s".formatted(total, first)
        : "%d faults of this kind, of which errors has the first %d. The first: %s"
            .formatted(total, faults.size(), first);
  }

  private static Spot spot(Fault fault) {
    ErrorLocation place = fault.place();
    return new Spot(
        place.pointer() == null ? null : fragment(place.pointer()),
        place.line(),
        place.row(),
        place.column() == null ? null : shortened(place.column(), MAX_COLUMN_LENGTH),
        place.parameter() == null ? null : shortened(place.parameter(), MAX_POINTER_LENGTH),
        shortened(fault.detail()));
  }

  private static String fragment(String pointer) {
    String fragment =
        UriUtils.encodeFragment(shortened(pointer, MAX_POINTER_LENGTH), StandardCharsets.UTF_8);
    return fragment.isEmpty() ? "#" : "#/" + fragment;
  }

  /** Returns a text, truncated to a maximum number of characters. */
  public static String shortened(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    // Half a character beyond U+FFFF could not be written.
    boolean isPair = Character.isHighSurrogate(text.charAt(length - 2));
    return text.substring(0, isPair ? length - 2 : length - 1) + "…";
  }
}
