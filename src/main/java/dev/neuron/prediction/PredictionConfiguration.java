package dev.neuron.prediction;

import dev.neuron.http.filter.FilterOrder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

/** Registers the shortcut before the dispatcher, after cross-origin handling and the limits. */
@Configuration(proxyBeanMethods = false)
class PredictionConfiguration {

  @Bean
  FilterRegistrationBean<PredictionShortcut> predictionShortcut(
      Predictor predictor,
      JsonMapper mapper,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return FilterOrder.SHORTCUT.register(
        new PredictionShortcut(predictor, mapper, problems), PredictionShortcut.PATH);
  }
}
