package dev.neuron.training;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the learning rate its exclusive minimum of 0, which in an annotation stands for none. */
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
