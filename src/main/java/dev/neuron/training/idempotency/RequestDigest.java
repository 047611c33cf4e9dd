package dev.neuron.training.idempotency;

import dev.neuron.core.math.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.springframework.http.HttpHeaders;

/** SHA-256 of everything that determines the response to a request. */
final class RequestDigest {

  private static final List<String> HEADERS =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.ACCEPT, "Prefer");

  private RequestDigest() {}

  /** Returns the hash of path, query, relevant headers and body, in hexadecimal. */
  static String of(HttpServletRequest request, byte[] body) {
    MessageDigest digest = Sha256.begin();
    add(digest, request.getServletPath()); // the same request through any proxy
    add(digest, String.valueOf(request.getQueryString()));
    for (String header : HEADERS) {
      add(digest, String.join(",", Collections.list(request.getHeaders(header))));
    }
    digest.update(body);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Adds a part, ended by a character that cannot be in a header or a path. */
  private static void add(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }
}
