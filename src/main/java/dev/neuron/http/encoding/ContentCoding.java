package dev.neuron.http.encoding;

import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** The coding of a request body, as its {@code Content-Encoding} names it (RFC 9110, 8.4). */
public enum ContentCoding {
  /** The bytes are the content itself. */
  IDENTITY,
  /** The bytes are one or more members of gzip (RFC 1952). */
  GZIP;

  private static final String NAME = "gzip";

  /** The names of gzip; the second is equivalent (RFC 9110, 8.4.1.3). */
  private static final Set<String> GZIP_NAMES = Set.of(NAME, "x-gzip");

  /**
   * Returns the coding of a request.
   *
   * @throws ProblemException if it is another one, or several
   */
  public static ContentCoding of(HttpServletRequest request) {
    if (request.getHeader(HttpHeaders.CONTENT_ENCODING) == null) {
      return IDENTITY;
    }
    List<String> names =
        Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
            .flatMap(header -> List.of(header.split(",", -1)).stream())
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty() && !name.equals("identity"))
            .toList();
    if (names.isEmpty()) {
      return IDENTITY;
    }
    if (names.size() == 1 && GZIP_NAMES.contains(names.getFirst())) {
      return GZIP;
    }
    throw unsupported();
  }

  /** Returns the refusal of all other codings, with the header that names this one. */
  private static ProblemException unsupported() {
    ProblemException refusal =
        new ProblemException(
            ProblemType.UNSUPPORTED_MEDIA_TYPE,
            "A body may be compressed by gzip, once: send Content-Encoding: gzip, or the body"
                + " uncompressed without this header.");
    refusal.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, NAME);
    return refusal;
  }
}
