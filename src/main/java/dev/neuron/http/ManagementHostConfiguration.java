package dev.neuron.http;

import dev.neuron.http.security.HostFilter;
import java.util.Objects;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Checks Host headers on the management port too, where probes and metrics have a separate one. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@Conditional(ManagementHostConfiguration.InChildContext.class)
class ManagementHostConfiguration {

  /** The service's own filter, which knows its settings and writes its problems. */
  @Bean
  FilterRegistrationBean<HostFilter> managementHostFilter(ApplicationContext context) {
    FilterRegistrationBean<?> ofService =
        Objects.requireNonNull(context.getParent())
            .getBean("hostFilter", FilterRegistrationBean.class);
    FilterRegistrationBean<HostFilter> registration =
        new FilterRegistrationBean<>((HostFilter) Objects.requireNonNull(ofService.getFilter()));
    registration.setEnabled(ofService.isEnabled());
    registration.setOrder(ofService.getOrder());
    return registration;
  }

  /** Matches only in the management port's context. The main context scans this class too. */
  static final class InChildContext implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      ConfigurableListableBeanFactory beans = context.getBeanFactory();
      return beans != null && beans.getParentBeanFactory() != null;
    }
  }
}
