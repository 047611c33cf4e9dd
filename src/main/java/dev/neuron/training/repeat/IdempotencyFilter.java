package dev.neuron.training.repeat;

import dev.neuron.model.Owner;
import dev.neuron.training.repeat.FirstAnswers.Answer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Answers a repeated {@code POST /train} with what was answered first. Only success is kept: what
 * was refused may be tried again with the same key.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

  private static final String HEADER = "Idempotency-Key";
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final List<String> KEPT_HEADERS =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, "Preference-Applied");

  private final FirstAnswers answers;
  private final HandlerExceptionResolver problems;

  IdempotencyFilter(FirstAnswers answers, HandlerExceptionResolver problems) {
    this.answers = answers;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(HEADER) == null || !request.getMethod().equals("POST");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    FirstAnswers.Key key;
    String sha256;
    Answer first;
    byte[] body;
    try {
      key = new FirstAnswers.Key(Owner.of(request), checkedKey(request));
      body = request.getInputStream().readAllBytes();
      sha256 = RequestDigest.of(request, body);
      first = answers.begin(key, sha256);
    } catch (RuntimeException | IOException e) {
      if (problems.resolveException(request, response, null, e) == null) {
        throw e;
      }
      return;
    }
    if (first == null) {
      answerFirst(key, sha256, new ReadRequest(request, body), response, chain);
    } else {
      repeat(first, request, response);
    }
  }

  private static String checkedKey(HttpServletRequest request) {
    String key = request.getHeader(HEADER);
    if (!KEY.matcher(key).matches()) {
      throw RepeatException.invalid("An Idempotency-Key is 1 to 255 visible characters of ASCII.");
    }
    if (has(request, HttpHeaders.CONTENT_TYPE, "application/x-ndjson")
        || has(request, HttpHeaders.ACCEPT, "text/event-stream")) {
      throw RepeatException.invalid(
          "An Idempotency-Key goes with one training whose answer comes whole; send the header"
              + " Prefer: respond-async for one that can be watched.");
    }
    return key;
  }

  private static boolean has(HttpServletRequest request, String header, String value) {
    String text = request.getHeader(header);
    return text != null && text.toLowerCase(Locale.ROOT).contains(value);
  }

  private void answerFirst(
      FirstAnswers.Key key,
      String sha256,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper caching = new ContentCachingResponseWrapper(response);
    boolean kept = false;
    try {
      chain.doFilter(request, caching);
      if (caching.getStatus() / 100 == 2) {
        answers.answered(key, sha256, answer(request, caching));
        kept = true;
      }
    } finally {
      if (!kept) {
        answers.failed(key);
      }
    }
    caching.copyBodyToResponse();
  }

  private static Answer answer(HttpServletRequest request, ContentCachingResponseWrapper response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : KEPT_HEADERS) {
      String value =
          name.equals(HttpHeaders.CONTENT_TYPE)
              ? response.getContentType()
              : response.getHeader(name);
      if (value != null) {
        headers.put(
            name, name.equals(HttpHeaders.LOCATION) ? withoutBasePath(value, request) : value);
      }
    }
    return new Answer(response.getStatus(), headers, response.getContentAsByteArray());
  }

  /** Another proxy may show the service under another path. */
  private static String withoutBasePath(String location, HttpServletRequest request) {
    String base = request.getContextPath();
    return location.startsWith(base) ? location.substring(base.length()) : location;
  }

  private static void repeat(Answer first, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(first.status());
    first.headers().forEach(response::setHeader);
    String location = first.headers().get(HttpHeaders.LOCATION);
    if (location != null) {
      response.setHeader(HttpHeaders.LOCATION, request.getContextPath() + location);
    }
    response.setHeader("Idempotent-Replayed", "true");
    response.setContentLength(first.body().length);
    response.getOutputStream().write(first.body());
  }
}
