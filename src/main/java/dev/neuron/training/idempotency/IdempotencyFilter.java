package dev.neuron.training.idempotency;

import dev.neuron.model.ModelResponse;
import dev.neuron.model.ModelStore;
import dev.neuron.model.Owner;
import dev.neuron.training.idempotency.ResponseStore.Response;
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
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

/**
 * Responds to a repeated {@code POST /train} or {@code /trainings} with the first response. Only
 * success is kept: a refused request may be retried with the same key.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final List<String> KEPT_HEADERS =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, "Preference-Applied");

  private final ResponseStore responses;
  private final ModelStore store;
  private final JsonMapper mapper;
  private final HandlerExceptionResolver problems;

  IdempotencyFilter(
      ResponseStore responses,
      ModelStore store,
      JsonMapper mapper,
      HandlerExceptionResolver problems) {
    this.responses = responses;
    this.store = store;
    this.mapper = mapper;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(IdempotencyKey.HEADER) == null || !request.getMethod().equals("POST");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      ResponseStore.Key key = new ResponseStore.Key(Owner.of(request), checkedKey(request));
      byte[] body = request.getInputStream().readAllBytes();
      String sha256 = RequestDigest.of(request, body);
      Response first = responses.begin(key, sha256);
      if (first == null) {
        respondFirst(key, sha256, new ReadRequest(request, body), response, chain);
      } else {
        repeat(first, request, response);
      }
    } catch (RuntimeException | IOException e) {
      if (response.isCommitted() || problems.resolveException(request, response, null, e) == null) {
        throw e;
      }
    }
  }

  private static String checkedKey(HttpServletRequest request) {
    String key = request.getHeader(IdempotencyKey.HEADER);
    if (!KEY.matcher(key).matches()) {
      throw KeyProblems.invalid("An Idempotency-Key is 1 to 255 visible characters of ASCII.");
    }
    String type = request.getContentType();
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-ndjson")) {
      // Refused before the body is read: a body of lines may have no end.
      throw KeyProblems.invalid(
          "An Idempotency-Key goes with one training, and not with many on a line each.");
    }
    return key;
  }

  private void respondFirst(
      ResponseStore.Key key,
      String sha256,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    KeptResponse kept =
        new KeptResponse(response, body -> keep(key, sha256, request, response, body));
    try {
      chain.doFilter(request, kept);
      kept.keep();
    } finally {
      if (!kept.isKept()) {
        responses.failed(key);
      }
    }
    kept.send();
  }

  /**
   * Keeps a response if it is a success.
   *
   * @param body null if it is long: then only a reference to its model is kept
   */
  private boolean keep(
      ResponseStore.Key key,
      String sha256,
      HttpServletRequest request,
      HttpServletResponse response,
      byte @Nullable [] body) {
    boolean isModel = response.getStatus() == HttpServletResponse.SC_CREATED;
    boolean isWorthKeeping = body == null ? isModel : response.getStatus() / 100 == 2;
    if (isWorthKeeping) {
      responses.completed(
          key, sha256, new Response(response.getStatus(), headers(request, response), body));
    }
    return isWorthKeeping;
  }

  private static Map<String, String> headers(
      HttpServletRequest request, HttpServletResponse response) {
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
    return headers;
  }

  /** Strips the base path, since another proxy may expose the service under another one. */
  private static String withoutBasePath(String location, HttpServletRequest request) {
    String base = request.getContextPath();
    return location.startsWith(base) ? location.substring(base.length()) : location;
  }

  private void repeat(Response first, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = first.body();
    ModelResponse model = body == null ? model(first, Owner.of(request)) : null;
    response.setStatus(first.status());
    first.headers().forEach(response::setHeader);
    String location = first.headers().get(HttpHeaders.LOCATION);
    if (location != null) {
      response.setHeader(HttpHeaders.LOCATION, request.getContextPath() + location);
    }
    response.setHeader("Idempotent-Replayed", "true");
    if (model != null) {
      mapper.writeValue(response.getOutputStream(), model);
    } else if (body != null) {
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }

  /** Returns the model of the first response, while it is stored. */
  private ModelResponse model(Response first, Owner owner) {
    String location = first.headers().getOrDefault(HttpHeaders.LOCATION, "");
    return ModelResponse.of(store.get(owner, location.substring(location.lastIndexOf('/') + 1)));
  }
}
