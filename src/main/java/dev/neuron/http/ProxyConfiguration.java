package dev.neuron.http;

import dev.neuron.http.filter.FilterOrder;
import dev.neuron.http.proxy.BasePathFilter;
import dev.neuron.http.proxy.ForwardedValve;
import dev.neuron.http.proxy.TrustedProxies;
import jakarta.servlet.DispatcherType;
import java.util.Objects;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Applies the headers of proxies before anything else reads a request. */
@Configuration(proxyBeanMethods = false)
class ProxyConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> forwardedRequests(
      HttpProperties properties) {
    TrustedProxies proxies = TrustedProxies.of(properties.trustedProxies());
    return factory -> factory.addEngineValves(new ForwardedValve(proxies, contextPath(factory)));
  }

  private static String contextPath(TomcatServletWebServerFactory factory) {
    return Objects.requireNonNullElse(factory.getContextPath(), "");
  }

  @Bean
  FilterRegistrationBean<BasePathFilter> basePathFilter() {
    FilterRegistrationBean<BasePathFilter> registration =
        FilterOrder.BASE_PATH.register(new BasePathFilter());
    registration.setDispatcherTypes(
        DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
    return registration;
  }
}
