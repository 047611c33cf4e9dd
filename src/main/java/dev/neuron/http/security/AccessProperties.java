package dev.neuron.http.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Tokens of the callers that the service knows. {@link BearerTokens} checks them: a message of the
 * binder's own would repeat a value, which may be a token that stands where its hash should.
 *
 * @param tokens bearer tokens, each with a {@code name} (1 to 64 of A–Z, a–z, 0–9, {@code .},
 *     {@code _}, {@code -}) and the {@code sha256} of the token (64 hexadecimal digits); without
 *     any, and without an issuer of JWTs, there is no access control
 */
@ConfigurationProperties("neuron.security")
record AccessProperties(@DefaultValue List<Token> tokens) {

  /**
   * A bearer token.
   *
   * @param name who calls with it: 1 to 64 letters, digits, dots, underscores and hyphens
   * @param sha256 the SHA-256 of the token, 64 hexadecimal digits
   */
  record Token(@Nullable String name, @Nullable String sha256) {}
}
