package dev.neuron.http.observation;

import dev.neuron.http.filter.FilterOrder;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Observes requests before anything else sees them. */
@Configuration(proxyBeanMethods = false)
class ObservationConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> requestIds() {
    return factory -> factory.addEngineValves(new RequestIdValve());
  }

  /**
   * Registers the timing filter. It gets the endpoints from a supplier, since filters are created
   * before controllers.
   */
  @Bean
  FilterRegistrationBean<RequestTimingFilter> requestTimingFilter(
      MeterRegistry registry,
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> endpoints) {
    SingletonSupplier<Set<String>> paths =
        SingletonSupplier.of(() -> pathsWithoutVariables(endpoints.getObject()));
    return FilterOrder.TIMING.register(
        new RequestTimingFilter(new RequestTimers(registry), paths::obtain));
  }

  private static Set<String> pathsWithoutVariables(RequestMappingHandlerMapping endpoints) {
    return endpoints.getHandlerMethods().keySet().stream()
        .flatMap(mapping -> mapping.getDirectPaths().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
