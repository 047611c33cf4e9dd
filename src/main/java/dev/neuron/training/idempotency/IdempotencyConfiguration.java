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

/** Puts the filter behind those that know the caller and look after the body. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {

  @Bean
  FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
      ResponseStore responses,
      ModelStore store,
      JsonMapper mapper,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return FilterOrder.REPEATED_REQUEST.register(
        new IdempotencyFilter(responses, store, mapper, problems), "/train");
  }

  /** The response to a key is given again to the same body only, so its bytes are read at once. */
  @Bean
  KeptBody bodyWithAKey() {
    return new KeptBody(IdempotencyKey.HEADER);
  }
}
