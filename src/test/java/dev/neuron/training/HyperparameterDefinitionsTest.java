package dev.neuron.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.HyperparametersBuilder;
import dev.neuron.model.EffectiveHyperparameters;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds requests, responses and their documentation against {@link Hyperparameters}, which defines
 * names, defaults and ranges.
 */
class HyperparameterDefinitionsTest {

  private static final Hyperparameters DEFAULTS = Hyperparameters.builder().build();

  /** A model to start from, which is resolved to {@code initial} before the core sees it. */
  private static final String START_FROM = "startFrom";

  /** Weights of rows, which the dataset has when the core sees it. */
  private static final String CLASS_WEIGHTS = "classWeights";

  /** Requested beside the hyperparameters, since it changes no parameter. */
  private static final String LOSS_HISTORY_POINTS = "lossHistoryPoints";

  @Test
  void requestAndResponse_haveTheHyperparametersOfTheCore() {
    List<String> defined =
        names(Hyperparameters.class).filter(name -> !name.equals(LOSS_HISTORY_POINTS)).toList();

    assertThat(
            names(HyperparametersRequest.class).filter(HyperparameterDefinitionsTest::isOfTheCore))
        .containsExactlyElementsOf(defined);
    assertThat(
            names(EffectiveHyperparameters.class)
                .filter(HyperparameterDefinitionsTest::isOfTheCore))
        .containsExactlyElementsOf(defined);
  }

  private static boolean isOfTheCore(String name) {
    return !name.equals(START_FROM) && !name.equals(CLASS_WEIGHTS);
  }

  @ParameterizedTest
  @MethodSource("documented")
  void documentedDefault_isThatOfTheCore(String name) throws ReflectiveOperationException {
    Object value = Hyperparameters.class.getMethod(name).invoke(DEFAULTS);

    String documented = schema(name).defaultValue();
    assertThat(documented).isEqualTo(name.equals("shuffle") || value == null ? "" : written(value));
  }

  @ParameterizedTest
  @MethodSource("documented")
  void documentedRange_isThatOfTheCore(String name) {
    Schema schema = schema(name);
    if (!schema.minimum().isEmpty()) {
      double bound = Double.parseDouble(schema.minimum());
      double minimum = schema.exclusiveMinimum() ? Math.nextUp(bound) : bound;
      assertThatNoException().isThrownBy(() -> build(name, minimum));
      assertRefused(name, minimum - (isWhole(name) ? 1 : Double.MIN_VALUE));
    }
    if (schema.exclusiveMaximumValue() != 0) {
      double maximum = schema.exclusiveMaximumValue();
      assertThatNoException().isThrownBy(() -> build(name, Math.nextDown(maximum)));
      assertRefused(name, maximum);
    }
  }

  static Stream<String> documented() {
    Set<String> parametersThemselves = Set.of("initial", START_FROM, CLASS_WEIGHTS);
    return names(HyperparametersRequest.class).filter(name -> !parametersThemselves.contains(name));
  }

  private static Stream<String> names(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName);
  }

  private static Schema schema(String name) {
    try {
      return HyperparametersRequest.class.getDeclaredField(name).getAnnotation(Schema.class);
    } catch (NoSuchFieldException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Returns a value as JSON writes it: whole numbers without a fraction, constants in camel case.
   */
  private static String written(Object value) {
    if (value instanceof Enum<?> constant) {
      String[] words = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
      return words[0]
          + Arrays.stream(words)
              .skip(1)
              .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
              .collect(Collectors.joining());
    }
    return String.valueOf(value).replaceFirst("\\.0$", "");
  }

  private static void assertRefused(String name, double value) {
    assertThatExceptionOfType(InvocationTargetException.class)
        .isThrownBy(() -> build(name, value))
        .withCauseInstanceOf(InvalidInputException.class);
  }

  private static boolean isWhole(String name) {
    return setter(name).getParameterTypes()[0] == Integer.class;
  }

  private static void build(String name, double value) throws ReflectiveOperationException {
    HyperparametersBuilder builder = Hyperparameters.builder();
    setter(name).invoke(builder, isWhole(name) ? (Object) (int) value : (Object) value);
    HyperparametersBuilder.class.getMethod("build").invoke(builder);
  }

  private static Method setter(String name) {
    return Arrays.stream(HyperparametersBuilder.class.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
