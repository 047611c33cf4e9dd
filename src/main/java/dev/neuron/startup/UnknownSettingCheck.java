package dev.neuron.startup;

import dev.neuron.problem.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Stops the start if a setting below {@code neuron} does not exist: a misspelt one would be
 * ignored, and the service would run with a default that its operator has changed.
 */
public final class UnknownSettingCheck
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("neuron");
  private static final String VARIABLE_PREFIX = "NEURON_";

  /**
   * Variables that Kubernetes and Docker set in every container for a service called neuron, or
   * neuron-something.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "\\w+_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_\\w+)?)?)");

  private @Nullable KnownSettings known;

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    check(event.getEnvironment());
  }

  /**
   * Checks all property sources.
   *
   * @throws UnknownSettingException for the first setting that does not exist
   */
  void check(ConfigurableEnvironment environment) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource variables) {
        checkVariables(variables);
      } else if (source instanceof IterableConfigurationPropertySource properties
          && !PreparedStart.isOwn(source)) {
        properties.stream()
            .filter(OURS::isAncestorOf)
            .filter(name -> !known().contains(name))
            .findFirst()
            .ifPresent(name -> refuse(properties.getConfigurationProperty(name)));
      }
    }
  }

  private void refuse(@Nullable ConfigurationProperty property) {
    if (property == null) {
      return; // its source has dropped it since it was listed
    }
    String name = property.getName().toString();
    throw new UnknownSettingException(
        "There is no setting %s (given by %s).".formatted(name, property.getOrigin()),
        NearestName.of(KnownSettings.withoutIndex(name), known().names()));
  }

  private void checkVariables(EnumerablePropertySource<?> variables) {
    for (String variable : new TreeSet<>(List.of(variables.getPropertyNames()))) {
      if (variable.startsWith(VARIABLE_PREFIX)
          && !SERVICE_LINK.matcher(variable).matches()
          && !known().containsVariable(variable)) {
        refuseVariable(variable);
      }
    }
  }

  /**
   * Refuses a variable that resembles one of a setting; others with this prefix may be those of a
   * script around the service.
   */
  private void refuseVariable(String variable) {
    Optional<String> nearest =
        NearestName.of(
            variable,
            known().names().stream().map(KnownSettings::variable).collect(Collectors.toSet()));
    if (nearest.isPresent()) {
      throw new UnknownSettingException(
          "The environment variable %s stands for no setting.".formatted(variable), nearest);
    }
  }

  /** Read only where a setting is to be checked, which most starts do without. */
  private KnownSettings known() {
    if (known == null) {
      known = KnownSettings.read();
    }
    return known;
  }
}
