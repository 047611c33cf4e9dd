package dev.neuron.http.json;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.problem.JsonProblems;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the query into the records among a controller's arguments that are {@link
 * ParameterObject}s, as strictly as if it were their JSON: a parameter for each component, text as
 * it is, everything else as a JSON value. An unknown or repeated parameter is refused.
 */
@Component
class QueryArguments implements HandlerMethodArgumentResolver, WebMvcConfigurer {

  private final JsonMapper mapper;

  QueryArguments(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter argument) {
    return argument.hasParameterAnnotation(ParameterObject.class)
        && argument.getParameterType().isRecord();
  }

  @Override
  public Object resolveArgument(
      MethodParameter argument,
      @Nullable ModelAndViewContainer model,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    Map<String, String[]> query = request.getParameterMap();
    checkNames(query, known(argument));
    StringJoiner json = new StringJoiner(",", "{", "}");
    for (RecordComponent component : argument.getParameterType().getRecordComponents()) {
      String[] texts = query.get(component.getName());
      if (texts != null) {
        json.add(text(component.getName()) + ':' + value(component.getType(), texts[0]));
      }
    }
    return read(json.toString(), argument.getParameterType());
  }

  /** Returns the names of the components of all records among the arguments, in order. */
  private static List<String> known(MethodParameter argument) {
    return Arrays.stream(argument.getExecutable().getParameters())
        .filter(other -> other.isAnnotationPresent(ParameterObject.class))
        .flatMap(other -> Arrays.stream(other.getType().getRecordComponents()))
        .map(RecordComponent::getName)
        .toList();
  }

  private static void checkNames(Map<String, String[]> query, List<String> known) {
    for (Map.Entry<String, String[]> parameter : query.entrySet()) {
      if (!known.contains(parameter.getKey())) {
        throw refused(
            parameter.getKey(),
            known.isEmpty()
                ? "No parameters are known here."
                : known.stream().collect(Collectors.joining(", ", "Known here are ", ".")));
      }
      if (parameter.getValue().length > 1) {
        throw refused(parameter.getKey(), "The parameter stands more than once.");
      }
    }
  }

  /**
   * Returns the value as it was written, since a JSON tree cannot represent −0. Text that is not
   * JSON is refused later, for its type.
   */
  private String value(Class<?> type, String text) {
    return type != String.class && !type.isEnum() && isValue(text) ? text : text(text);
  }

  private boolean isValue(String text) {
    try {
      JsonNode value = mapper.readTree(text);
      return value != null && !value.isNull() && !value.isMissingNode();
    } catch (JacksonException e) {
      return false;
    }
  }

  private String text(String text) {
    return mapper.writeValueAsString(text);
  }

  private Object read(String json, Class<?> type) {
    try {
      return mapper.readValue(json, type);
    } catch (UnreadableException e) {
      throw inQuery(e);
    } catch (JacksonException e) {
      throw inQuery(e.getCause() instanceof UnreadableException ours ? ours : JsonProblems.of(e));
    }
  }

  private static UnreadableException inQuery(UnreadableException e) {
    String pointer = String.valueOf(e.place().pointer());
    int end = pointer.indexOf('/');
    return refused(end < 0 ? pointer : pointer.substring(0, end), e.detail());
  }

  private static UnreadableException refused(String parameter, String detail) {
    return new UnreadableException(
        ProblemType.INVALID_REQUEST, ErrorLocation.ofParameter(parameter), detail);
  }
}
