package dev.neuron.startup;

import dev.neuron.NeuronApplication;
import java.util.List;
import java.util.Set;
import org.springframework.aot.AotDetector;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Starts with the bean definitions that the build computed in advance, which takes a third less
 * time. They are valid only if no setting outside the jar can affect which beans there are. Below
 * the decisive prefixes only settings listed by name are harmless, so that an unforeseen setting
 * starts the service slowly, but takes effect.
 */
public final class PreparedStart
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  /** Prefixes of the settings that decide which beans there are. */
  private static final List<ConfigurationPropertyName> DECISIVE =
      names(
          "spring",
          "server",
          "management",
          "springdoc",
          "neuron.security",
          "neuron.models.store",
          "neuron.cluster");

  /** Settings below those prefixes that decide nothing. */
  private static final Set<ConfigurationPropertyName> HARMLESS =
      Set.copyOf(names("server.port", "server.address", "spring.application.name"));

  /** The property source that Spring Boot itself adds: version and process id. */
  private static final String OF_THE_APPLICATION = "applicationInfo";

  private static final String OF_THE_JAR = "class path resource [application.yaml]";

  private static List<ConfigurationPropertyName> names(String... names) {
    return List.of(names).stream().map(ConfigurationPropertyName::of).toList();
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    if (isPackaged() && isUndecided() && fits(event.getEnvironment())) {
      System.setProperty(AotDetector.AOT_ENABLED, "true");
    }
  }

  /**
   * True in a jar. In a folder of classes the generated definitions may be older than the classes.
   */
  private static boolean isPackaged() {
    var url =
        NeuronApplication.class.getResource(
            NeuronApplication.class.getSimpleName() + "__ApplicationContextInitializer.class");
    return url != null && !url.getProtocol().equals("file");
  }

  /** True unless the property is set explicitly, or the preparation itself is running. */
  private static boolean isUndecided() {
    return System.getProperty(AotDetector.AOT_ENABLED) == null
        && !Boolean.getBoolean("spring.aot.processing");
  }

  /** True if no setting in this environment can lead to other beans than those of the jar alone. */
  static boolean fits(ConfigurableEnvironment environment) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (!isOwn(source) && decides(source)) {
        return false;
      }
    }
    return true;
  }

  /** True for the settings in the jar, and for those that Spring Boot itself adds. */
  static boolean isOwn(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> properties
        && (properties.getName().equals(OF_THE_APPLICATION)
            || properties.getName().contains(OF_THE_JAR));
  }

  private static boolean decides(ConfigurationPropertySource source) {
    if (source instanceof IterableConfigurationPropertySource names) {
      return names.stream().anyMatch(PreparedStart::decides);
    }
    return DECISIVE.stream()
        .anyMatch(name -> source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT);
  }

  private static boolean decides(ConfigurationPropertyName name) {
    return !HARMLESS.contains(name)
        && DECISIVE.stream().anyMatch(above -> above.equals(name) || above.isAncestorOf(name));
  }
}
