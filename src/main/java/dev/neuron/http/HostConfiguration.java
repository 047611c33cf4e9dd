package dev.neuron.http;

import dev.neuron.http.filter.FilterOrder;
import dev.neuron.http.security.AccessControlled;
import dev.neuron.http.security.AllowedHosts;
import dev.neuron.http.security.HostFilter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Checks Host headers where nothing else keeps a page of another site from calling this service.
 */
@Configuration(proxyBeanMethods = false)
class HostConfiguration {

  /** Runs after the filter that writes security headers, and before cross-origin handling. */
  @Bean
  FilterRegistrationBean<HostFilter> hostFilter(
      HttpProperties properties,
      Environment environment,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    FilterRegistrationBean<HostFilter> registration =
        FilterOrder.HOST.register(
            new HostFilter(AllowedHosts.of(properties.allowedHosts()), problems));
    registration.setEnabled(!AccessControlled.holds(environment));
    return registration;
  }
}
