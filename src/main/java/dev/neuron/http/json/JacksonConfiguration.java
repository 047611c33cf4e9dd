package dev.neuron.http.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.Nulls;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.Initialization;
import dev.neuron.core.training.Solver;
import dev.neuron.core.training.Split;
import dev.neuron.table.ClassWeights;
import dev.neuron.table.ColumnNames;
import dev.neuron.table.CsvDelimiter;
import dev.neuron.table.CsvHeader;
import dev.neuron.table.DecimalMark;
import dev.neuron.table.Labels;
import dev.neuron.table.MissingPolicy;
import dev.neuron.table.RawDataset;
import dev.neuron.table.Table;
import dev.neuron.table.UnknownCategories;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.module.SimpleModule;

/** Configures strict JSON, with the core's types read straight into their arrays. */
@Configuration(proxyBeanMethods = false)
class JacksonConfiguration {

  /** Accepts only UTF-8; the encoding of a body in UTF-16 or UTF-32 is not guessed. */
  @Bean
  JsonFactoryBuilderCustomizer utf8Only() {
    return builder ->
        builder
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .inputDecorator(new MarkSkipper());
  }

  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    return builder ->
        builder
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(
                MapperFeature.ALLOW_COERCION_OF_SCALARS,
                MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .withCoercionConfigDefaults(
                coercions -> {
                  for (CoercionInputShape shape : CoercionInputShape.values()) {
                    coercions.setCoercion(shape, CoercionAction.Fail);
                  }
                })
            .changeDefaultPropertyInclusion(
                inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .addModule(coreModule());
  }

  private static JacksonModule coreModule() {
    return new SimpleModule("neuron-core")
        .addDeserializer(RawDataset.class, new DatasetDeserializer())
        .addDeserializer(Table.class, new TableDeserializer())
        .addDeserializer(ColumnNames.class, new ColumnNamesDeserializer())
        .addDeserializer(ClassWeights.class, new ClassWeightsDeserializer())
        .addSerializer(ClassWeights.class, new ClassWeightsSerializer())
        .addSerializer(Labels.class, new LabelsSerializer())
        .addDeserializer(
            CsvDelimiter.class,
            new ConstantDeserializer<>(CsvDelimiter.class)
                .with(delimiter -> String.valueOf(delimiter.character())))
        .addDeserializer(
            DecimalMark.class,
            new ConstantDeserializer<>(DecimalMark.class)
                .with(mark -> String.valueOf(mark.character())))
        .addDeserializer(MissingPolicy.class, new ConstantDeserializer<>(MissingPolicy.class))
        .addDeserializer(
            UnknownCategories.class, new ConstantDeserializer<>(UnknownCategories.class))
        .addDeserializer(double[].class, new NumbersDeserializer())
        .addDeserializer(Double.class, new NumberDeserializer())
        .addDeserializer(CsvHeader.class, new ConstantDeserializer<>(CsvHeader.class))
        .addDeserializer(LossFunction.class, new ConstantDeserializer<>(LossFunction.class))
        .addDeserializer(Initialization.class, new ConstantDeserializer<>(Initialization.class))
        .addDeserializer(Solver.class, new ConstantDeserializer<>(Solver.class))
        .addDeserializer(Split.class, new ConstantDeserializer<>(Split.class))
        .setMixInAnnotation(LossFunction.class, CamelCaseConstants.class)
        .setMixInAnnotation(Initialization.class, CamelCaseConstants.class)
        .setMixInAnnotation(Solver.class, CamelCaseConstants.class)
        .setMixInAnnotation(Split.class, CamelCaseConstants.class);
  }

  /** Writes an enum's {@code CROSS_ENTROPY} as {@code crossEntropy}. */
  @EnumNaming(EnumNamingStrategies.LowerCamelCaseStrategy.class)
  private interface CamelCaseConstants {}

  /** Reads an array, or a single number where the field is annotated to accept one. */
  private static final class NumbersDeserializer extends ValueDeserializer<double[]> {
    private static final NumbersDeserializer OR_NUMBER = new NumbersDeserializer(true);

    private final boolean takesNumber;

    NumbersDeserializer() {
      this(false);
    }

    private NumbersDeserializer(boolean takesNumber) {
      this.takesNumber = takesNumber;
    }

    @Override
    public ValueDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      if (property == null) {
        return this;
      }
      JsonFormat.Value format = property.findPropertyFormat(context.getConfig(), double[].class);
      return Boolean.TRUE.equals(format.getFeature(JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY))
          ? OR_NUMBER
          : this;
    }

    @Override
    public double[] deserialize(JsonParser parser, DeserializationContext context) {
      return takesNumber && parser.currentToken().isNumeric()
          ? new double[] {JsonReading.number(parser)}
          : JsonReading.numbers(parser);
    }
  }

  private static final class NumberDeserializer extends ValueDeserializer<Double> {
    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context) {
      return JsonReading.number(parser);
    }
  }
}
