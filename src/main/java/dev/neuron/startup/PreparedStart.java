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
 * Starts with the beans that the build worked out in advance, which takes a third less time, where
 * they are the ones that would be worked out now: where no setting but those of the jar may decide
 * which beans there are. Which are left is told by their names, so that a setting that nobody
 * thought of starts the service slowly, but as it says.
 */
public final class PreparedStart
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  /** Below these are settings that decide which beans there are. */
  private static final List<ConfigurationPropertyName> DECISIVE =
      names(
          "spring",
          "server",
          "management",
          "springdoc",
          "neuron.security",
          "neuron.models.store",
          "neuron.cluster");

  /** And these are not among them. */
  private static final Set<ConfigurationPropertyName> HARMLESS =
      Set.copyOf(names("server.port", "server.address", "spring.application.name"));

  /** What Spring Boot itself adds: the version and the number of the process. */
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

  /** Output of a build in a folder of classes may be older than the classes. */
  private static boolean isPackaged() {
    var url =
        NeuronApplication.class.getResource(
            NeuronApplication.class.getSimpleName() + "__ApplicationContextInitializer.class");
    return url != null && !url.getProtocol().equals("file");
  }

  /** Neither said by the one who starts it, nor in the middle of the preparation. */
  private static boolean isUndecided() {
    return System.getProperty(AotDetector.AOT_ENABLED) == null
        && !Boolean.getBoolean("spring.aot.processing");
  }

  /** Whether nothing in this environment may make other beans than those of the jar alone. */
  static boolean fits(ConfigurableEnvironment environment) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (!isOwn(source) && decides(source)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOwn(ConfigurationPropertySource source) {
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
