package dev.neuron.http.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Identifies a caller by a configured token, as {@code token:} and its name. */
final class TokenAuthentication implements AuthenticationProvider {

  private final BearerTokens tokens;

  TokenAuthentication(BearerTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public @Nullable Authentication authenticate(Authentication request) {
    String name = tokens.nameOf(((BearerTokenAuthenticationToken) request).getToken());
    return name == null
        ? null // another provider may know it
        : UsernamePasswordAuthenticationToken.authenticated("token:" + name, null, List.of());
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return BearerTokenAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
