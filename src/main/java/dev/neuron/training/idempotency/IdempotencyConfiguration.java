package dev.neuron.training.idempotency;

import dev.neuron.http.filter.FilterOrder;
import dev.neuron.http.filter.KeptBody;
import dev.neuron.model.ModelStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

/** Registers the filter after those that identify the caller and limit the body. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {

  @Bean
  FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
      ResponseStore responses,
      ModelStore store,
      JsonMapper mapper,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return FilterOrder.REPEATED_REQUEST.register(
        new IdempotencyFilter(responses, store, mapper, problems), "/train/*", "/trainings");
  }

  /**
   * Declares bodies with a key as kept: they are read at once, since a response is repeated only
   * for the same body.
   */
  @Bean
  KeptBody bodyWithAKey() {
    return new KeptBody(IdempotencyKey.HEADER);
  }
}
