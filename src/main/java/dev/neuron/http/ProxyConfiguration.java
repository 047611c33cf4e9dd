package dev.neuron.http;

import dev.neuron.http.filter.FilterOrder;
import dev.neuron.http.proxy.BasePathFilter;
import dev.neuron.http.proxy.ForwardedValve;
import dev.neuron.http.proxy.TrustedProxies;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.UrlHandlerFilter;

/**
 * Settles the path of a request before anything else reads it: what proxies say of it, and a slash
 * at its end.
 */
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

  /** Registers Spring's filter, called only for paths that it changes, since it parses each. */
  @Bean
  FilterRegistrationBean<Filter> trailingSlashFilter() {
    UrlHandlerFilter trimming = UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build();
    return FilterOrder.TRAILING_SLASH.register(
        (request, response, chain) -> {
          String path = ((HttpServletRequest) request).getServletPath();
          if (path.length() > 1 && path.endsWith("/")) {
            trimming.doFilter(request, response, chain);
          } else {
            chain.doFilter(request, response);
          }
        });
  }
}
