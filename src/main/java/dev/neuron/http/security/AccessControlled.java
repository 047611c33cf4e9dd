package dev.neuron.http.security;

import java.util.List;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if any setting of access control is present, even an invalid or empty one: a mistake in
 * it must not leave the service open.
 */
public final class AccessControlled implements Condition {

  private static final List<ConfigurationPropertyName> SETTINGS =
      List.of(
          ConfigurationPropertyName.of("neuron.security"),
          ConfigurationPropertyName.of("spring.security.oauth2.resourceserver"));

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return holds(context.getEnvironment());
  }

  /** True if this environment has any setting of access control. */
  public static boolean holds(Environment environment) {
    for (var source : ConfigurationPropertySources.get(environment)) {
      for (ConfigurationPropertyName setting : SETTINGS) {
        if (source.containsDescendantOf(setting) == ConfigurationPropertyState.PRESENT) {
          return true;
        }
      }
    }
    return false;
  }
}
