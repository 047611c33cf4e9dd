package dev.neuron.http.security;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Excludes Boot's security when there is no access control; it would delay the start and require a
 * password. Boot's registration of the filter is always excluded, since ours determines its order.
 */
final class SecurityAutoConfigurationFilter
    implements AutoConfigurationImportFilter, EnvironmentAware {

  private static final String BOOT = "org.springframework.boot.security.";
  private static final String REGISTRATION =
      BOOT + "autoconfigure.web.servlet.SecurityFilterAutoConfiguration";

  private @Nullable Environment environment;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public boolean[] match(
      @Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
    boolean controlled = AccessControlled.holds(Objects.requireNonNull(environment));
    boolean[] kept = new boolean[autoConfigurations.length];
    for (int i = 0; i < kept.length; i++) {
      String name = autoConfigurations[i];
      kept[i] =
          name == null || !name.startsWith(BOOT) || (controlled && !name.equals(REGISTRATION));
    }
    return kept;
  }
}
