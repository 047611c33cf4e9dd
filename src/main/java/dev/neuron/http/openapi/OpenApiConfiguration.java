package dev.neuron.http.openapi;

import dev.neuron.http.proxy.BasePath;
import dev.neuron.table.ClassWeights;
import dev.neuron.table.Labels;
import dev.neuron.table.RawDataset;
import dev.neuron.table.Table;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.servers.Server;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Completes the OpenAPI document where the controllers' annotations do not suffice. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  @Bean
  OpenAPI openApi(@Value("${spring.application.version}") String version) {
    SpringDocUtils.getConfig()
        .replaceWithSchema(RawDataset.class, new Schema<>().$ref("Dataset"))
        .replaceWithSchema(Table.class, new Schema<>().$ref("Rows"))
        .replaceWithSchema(Labels.class, new ArraySchema().items(new Schema<>().$ref("Label")))
        .replaceWithSchema(ClassWeights.class, new Schema<>().$ref("ClassWeights"));
    Components components =
        new Components()
            .addSchemas("Dataset", OpenApiSchemas.dataset())
            .addSchemas(OpenApiSchemas.CELL, OpenApiSchemas.cell())
            .addSchemas("PreviewCells", OpenApiSchemas.previewCells())
            .addSchemas("Label", OpenApiSchemas.label())
            .addSchemas("ClassWeights", OpenApiSchemas.classWeights())
            .addSchemas("Rows", OpenApiSchemas.rows())
            .addSchemas("Targets", OpenApiSchemas.targets())
            .addSchemas("Problem", OpenApiSchemas.problem());
    ResponseHeaders.addTo(components);
    ProblemResponses.addTo(components);
    return new OpenAPI()
        .info(
            new Info()
                .title("Neuron")
                .version(version)
                .description(
                    """
                    One sigmoid neuron as a service. POST a dataset to `/train` and get the learned \
                    `W`, `b` and the loss history back; POST rows to `/predict` and get \
                    ŷ = σ(xW + b); POST a row to `/explain` and get every factor of its gradient.

                    Requests are read strictly, errors are problems (RFC 9457), and equal requests \
                    give equal bits on every machine. Every body may be compressed, with \
                    `Content-Encoding: gzip`.""")
                .contact(new Contact().name("The operator of this service"))
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .security(List.of()) // no token is needed, unless the scheme for one is added
        .components(components);
  }

  /** The server's URL as the reader of the document sees it. */
  @Bean
  GlobalOpenApiCustomizer servers() {
    return api -> api.setServers(List.of(new BaseServer()));
  }

  /**
   * A server whose URL is determined per request: the document is created once and written for each
   * request.
   */
  private static final class BaseServer extends Server {
    @Override
    public String getUrl() {
      String path = BasePath.current();
      return path.isEmpty() ? "/" : path;
    }
  }

  /** Gives requests numeric defaults, and our own schemas where the Java type is less precise. */
  @Bean
  GlobalOpenApiCustomizer exactRequests() {
    return api ->
        api.getComponents().getSchemas().values().stream()
            .filter(OpenApiConfiguration::isReadStrictly)
            .forEach(OpenApiConfiguration::makeExact);
  }

  /** True if fields that the schema does not name are refused, as in all requests. */
  private static boolean isReadStrictly(Schema<?> schema) {
    return Boolean.FALSE.equals(schema.getAdditionalProperties());
  }

  private static void makeExact(Schema<?> schema) {
    schema
        .getProperties()
        .forEach(
            (name, property) -> {
              if (property.get$ref() != null) {
                widen(property);
              }
              boolean number =
                  property.getTypes() != null && property.getTypes().contains("number");
              if (number && property.getDefault() instanceof String text) {
                property.setDefault(new BigDecimal(text));
              }
              if (Boolean.TRUE.equals(property.getExclusiveMinimum())) {
                property.setExclusiveMinimumValue(property.getMinimum());
                property.setMinimum(null);
                property.setExclusiveMinimum(null);
              }
            });
  }

  /** Removes the type that a field has in Java where our own schema defines it. */
  private static void widen(Schema<?> schema) {
    schema.setTypes(null);
    schema.setItems(null);
  }

  /** Keeps examples of text parameters as text; the library takes digits alone for a number. */
  @Bean
  GlobalOperationCustomizer examplesOfText() {
    return (operation, method) -> {
      for (Parameter parameter :
          Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of())) {
        Schema<?> schema = parameter.getSchema();
        boolean text =
            schema != null && schema.getTypes() != null && schema.getTypes().contains("string");
        if (text && parameter.getExample() != null) {
          parameter.setExample(parameter.getExample().toString());
        }
      }
      return operation;
    };
  }
}
