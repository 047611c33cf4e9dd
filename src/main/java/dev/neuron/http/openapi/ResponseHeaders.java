package dev.neuron.http.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The headers of responses, once for all operations. Those of single operations are in their
 * annotations, by reference to the components here.
 */
@Configuration(proxyBeanMethods = false)
class ResponseHeaders {

  private static final String REQUEST_ID = "X-Request-Id";
  private static final String RETRY_AFTER = "Retry-After";
  private static final String ACCEPT_ENCODING = "Accept-Encoding";

  /** The status of a body in a coding that is not read. */
  private static final String UNSUPPORTED = "415";

  /** Statuses after which the same request may succeed later. */
  private static final Set<String> RETRIED = Set.of("409", "429", "503");

  /** Adds the components; {@link OpenApiConfiguration} makes the document with them. */
  static void addTo(Components components) {
    components
        .addHeaders(
            REQUEST_ID,
            always(
                "The id of the request in the log of the service: that of the request, if it had a"
                    + " usable one"))
        .addHeaders("ModelLocation", always("Path of the model"))
        .addHeaders("TrainingLocation", always("Path of the training"))
        .addHeaders(
            "ETag",
            always(
                "The model's id in quotes, to be sent as If-None-Match; it changes only when a name"
                    + " moves on"))
        .addHeaders("ContentDisposition", always("An attachment with a file name"))
        .addHeaders(
            "PreferenceApplied",
            new Header()
                .schema(new StringSchema())
                .description("respond-async, if the header Prefer asked for it"))
        .addHeaders(
            "IdempotentReplayed",
            new Header()
                .schema(new StringSchema())
                .description("true if this is the first response to the Idempotency-Key again"))
        .addHeaders(
            ACCEPT_ENCODING,
            new Header()
                .schema(new StringSchema())
                .description(
                    "gzip, if the body came with another Content-Encoding: the one that is read"))
        .addHeaders(
            RETRY_AFTER,
            new Header()
                .schema(new IntegerSchema().format(null))
                .description(
                    "Seconds after which to send the request again; absent where waiting does not"
                        + " help"));
  }

  @Bean
  GlobalOpenApiCustomizer headersOfEveryResponse() {
    return api -> {
      api.getComponents()
          .getResponses()
          .forEach((name, response) -> complete(name.substring("Problem".length()), response));
      api.getPaths().values().forEach(ResponseHeaders::complete);
    };
  }

  private static void complete(PathItem path) {
    path.readOperations()
        .forEach(
            operation ->
                operation
                    .getResponses()
                    .forEach(
                        (status, response) -> {
                          if (response.get$ref() == null) {
                            complete(status, response);
                          }
                        }));
  }

  private static void complete(String status, ApiResponse response) {
    if (response.getHeaders() != null) { // annotations add a style beside the reference
      response.getHeaders().values().forEach(header -> header.setStyle(null));
    }
    response.addHeaderObject(REQUEST_ID, reference(REQUEST_ID));
    if (status.equals(UNSUPPORTED)) {
      response.addHeaderObject(ACCEPT_ENCODING, reference(ACCEPT_ENCODING));
    }
    if (RETRIED.contains(status)) {
      response.addHeaderObject(RETRY_AFTER, reference(RETRY_AFTER));
    }
  }

  private static Header reference(String name) {
    return new Header().$ref("#/components/headers/" + name);
  }

  private static Header always(String description) {
    return new Header().required(true).schema(new StringSchema()).description(description);
  }
}
