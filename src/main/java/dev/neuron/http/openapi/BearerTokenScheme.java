package dev.neuron.http.openapi;

import dev.neuron.http.security.AccessControlled;
import dev.neuron.problem.ProblemType;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Declares in the OpenAPI document that operations need a token, if access control is on. */
@Configuration(proxyBeanMethods = false)
@Conditional(AccessControlled.class)
class BearerTokenScheme {

  private static final String NAME = "bearer";

  @Bean
  GlobalOpenApiCustomizer bearerToken() {
    return api -> {
      api.getComponents()
          .addSecuritySchemes(
              NAME, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
      // Set rather than added: the document is created once per language from the same base.
      api.setSecurity(List.of(new SecurityRequirement().addList(NAME)));
      ProblemResponses.addTo(api.getComponents(), ProblemType.UNAUTHORIZED);
      api.getPaths()
          .values()
          .forEach(
              path ->
                  path.readOperations().stream()
                      .filter(BearerTokenScheme::needsToken)
                      .forEach(
                          operation ->
                              ProblemResponses.refer(operation, ProblemType.UNAUTHORIZED)));
    };
  }

  /** True unless the operation itself declares that it needs none. */
  private static boolean needsToken(Operation operation) {
    return operation.getSecurity() == null || !operation.getSecurity().isEmpty();
  }
}
