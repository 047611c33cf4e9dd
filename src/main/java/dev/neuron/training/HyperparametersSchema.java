package dev.neuron.training;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets the exclusive minimum 0 of the learning rate, which an annotation cannot express. */
@Configuration(proxyBeanMethods = false)
class HyperparametersSchema {

  @Bean
  GlobalOpenApiCustomizer learningRateAboveZero() {
    return api -> {
      Schema<?> hyperparameters =
          requireNonNull(api.getComponents().getSchemas().get("Hyperparameters"));
      Schema<?> rate =
          (Schema<?>) requireNonNull(hyperparameters.getProperties().get("learningRate"));
      rate.setExclusiveMinimumValue(BigDecimal.ZERO);
    };
  }
}
