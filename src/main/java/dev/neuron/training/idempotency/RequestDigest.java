package dev.neuron.training.idempotency;

import dev.neuron.core.math.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.springframework.http.HttpHeaders;

/** SHA-256 of all that decides what a request is answered. */
final class RequestDigest {

  private static final List<String> HEADERS =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.ACCEPT, "Prefer");

  private RequestDigest() {}

  /** The hash of path, query, the headers that matter and the body, hexadecimal. */
  static String of(HttpServletRequest request, byte[] body) {
    MessageDigest digest = Sha256.begin();
    add(digest, request.getServletPath()); // the same request by whatever proxy
    add(digest, String.valueOf(request.getQueryString()));
    for (String header : HEADERS) {
      add(digest, String.join(",", Collections.list(request.getHeaders(header))));
    }
    digest.update(body);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The end of each part: a character that cannot be in a header or a path. */
  private static void add(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }
}
