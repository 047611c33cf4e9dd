package dev.neuron.model.jdbc;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The database that keeps models.
 *
 * @param url JDBC URL of the database: of H2, by default a file, or of PostgreSQL
 * @param username user name for the login
 * @param password password for the login; empty for none
 * @param connections maximum number of open connections to the database
 * @param cacheSize maximum memory for models that were read from the database, estimated; by
 *     default 128 MB, or a fifth of the heap if that is less
 */
@Validated
@ConfigurationProperties("neuron.models.jdbc")
record JdbcProperties(
    @DefaultValue("jdbc:h2:file:./neuron-models") @NotBlank String url,
    @DefaultValue("neuron") String username,
    @DefaultValue("") String password,
    @DefaultValue("10") @Min(1) int connections,
    @Nullable DataSize cacheSize) {

  boolean isH2() {
    return new DatabaseUrl(url).isH2();
  }

  boolean isRemote() {
    return new DatabaseUrl(url).isRemote();
  }

  String location() {
    return new DatabaseUrl(url).location();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url + " as " + username;
  }
}
