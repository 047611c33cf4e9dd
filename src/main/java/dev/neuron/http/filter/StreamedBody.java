package dev.neuron.http.filter;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A kind of request whose body is processed while it arrives, and so may have any length. A feature
 * declares its own as a bean.
 *
 * @param path the path of the endpoint
 * @param mediaType the format that is streamed, in lower case; null for every format
 * @param kind how the body is read
 */
public record StreamedBody(String path, @Nullable String mediaType, BodyKind kind) {

  boolean matches(HttpServletRequest request) {
    // The servlet path is decoded, and does not contain the prefix that a proxy stripped.
    return request.getServletPath().equals(path)
        && (mediaType == null || BodyKind.startsWith(request.getContentType(), mediaType));
  }
}
