package dev.neuron.http.problem;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/** Sentences for a first request that has the wrong method or media type: what to send instead. */
final class RequestHints {

  private static final String DOCUMENTATION =
      "The documentation, with requests to execute, is at /swagger-ui.html.";

  private RequestHints() {}

  /** Returns the sentence for a path that does not exist, with the nearest one that does. */
  static String ofPath(@Nullable String nearest) {
    return nearest == null
        ? "There is nothing at this path. " + DOCUMENTATION
        : "There is nothing at this path; the nearest one is %s.".formatted(nearest);
  }

  /** Returns the sentence for a method that the path does not have. */
  static String ofMethod(HttpRequestMethodNotSupportedException e, String path) {
    String @Nullable [] supported = e.getSupportedMethods();
    String use =
        supported == null || supported.length == 0
            ? ""
            : " Use %s.".formatted(String.join(" or ", new TreeSet<>(List.of(supported))));
    return "%s has no method %s.%s %s".formatted(path, e.getMethod(), use, DOCUMENTATION);
  }

  /** Returns the sentence for a body of a media type that the path does not take, or of none. */
  static String ofMediaType(HttpMediaTypeNotSupportedException e, String path) {
    String supported =
        e.getSupportedMediaTypes().stream()
            .filter(type -> !type.isWildcardType() && !type.isWildcardSubtype())
            .map(MediaType::toString)
            .distinct()
            .collect(Collectors.joining(", "));
    @Nullable MediaType sent = e.getContentType();
    String refused =
        "The body came %s, which %s does not take."
            .formatted(sent == null ? "without Content-Type" : "as " + sent, path);
    if (supported.isEmpty()) {
      return refused;
    }
    return MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(sent)
        ? "%s Send %s: curl does with -H 'Content-Type: …'.".formatted(refused, supported)
        : "%s Send %s, named in the header Content-Type.".formatted(refused, supported);
  }
}
