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
 * @param url where it is: of H2, a file by default, or of PostgreSQL
 * @param username who logs in
 * @param password with what; empty for none
 * @param connections how many connections are open at the most
 * @param cacheSize how much memory the models may take that were read, estimated; null is 128 MB,
 *     or a fifth of the heap if that is less
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
