package dev.neuron.problem;

import dev.neuron.core.data.InvalidInputException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;
import tools.jackson.core.JacksonException;

/** Converts exceptions to problems, where the framework has no request to respond to. */
public final class ExceptionProblems {

  private static final Logger LOG = LoggerFactory.getLogger(ExceptionProblems.class);

  private ExceptionProblems() {}

  /** Returns the problem of an exception; that of an unexpected one has no details. */
  public static ProblemDetail of(Exception e) {
    return switch (e) {
      case InvalidInputException invalid ->
          Problem.of(ProblemType.of(invalid.reason()), invalid.faults(), invalid.total());
      case UnreadableException unreadable ->
          Problem.of(unreadable.type(), unreadable.faults(), unreadable.total());
      case RefusedBodyException refused -> Problem.of(refused.type(), refused.detail());
      case SocketTimeoutException _ ->
          Problem.of(ProblemType.SLOW_BODY, "The body stopped coming.");
      case JacksonException json -> {
        Exception ours = ours(json);
        yield of(ours == null ? JsonProblems.of(json) : ours);
      }
      case ErrorResponse known -> complete(known.getBody());
      case IOException _ ->
          Problem.of(ProblemType.INVALID_REQUEST, "The body could not be read to its end.");
      default -> {
        LOG.error(
            "Unexpected exception; returning the problem {} without details",
            ProblemType.INTERNAL_ERROR.slug(),
            e);
        yield Problem.of(ProblemType.INTERNAL_ERROR, ProblemType.INTERNAL_ERROR.explanation());
      }
    };
  }

  /** Returns the first cause that has its own problem, since that is the most specific. */
  public static @Nullable Exception ours(Throwable e) {
    return switch (e) {
      case InvalidInputException ours -> ours;
      case UnreadableException ours -> ours;
      case RefusedBodyException ours -> ours;
      case ProblemException ours -> ours;
      case SocketTimeoutException ours -> ours;
      default -> e.getCause() == null ? null : ours(e.getCause());
    };
  }

  /** Gives a problem of the framework, or one that names our type alone, its type and title. */
  public static ProblemDetail complete(ProblemDetail problem) {
    ProblemType type =
        problem.getType() == null
            ? ProblemType.of(problem.getStatus())
            : ProblemType.ofUri(problem.getType())
                .orElseGet(() -> ProblemType.of(problem.getStatus()));
    problem.setType(type.uri());
    problem.setTitle(type.title());
    problem.setDetail(Problem.shortened(String.valueOf(problem.getDetail())));
    Problem.setRequestId(problem);
    return problem;
  }
}
