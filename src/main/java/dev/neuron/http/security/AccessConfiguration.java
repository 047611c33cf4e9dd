package dev.neuron.http.security;

import dev.neuron.http.filter.FilterOrder;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.AbstractSecurityWebApplicationInitializer;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Requires a token for everything that is not public. */
@Configuration(proxyBeanMethods = false)
@Conditional(AccessControlled.class)
class AccessConfiguration {

  private static final Duration ISSUER_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Registers the filter after cross-origin handling, so that a page can read the refusal, and
   * before anything reads a body.
   */
  @Bean
  DelegatingFilterProxyRegistrationBean accessFilter() {
    DelegatingFilterProxyRegistrationBean registration =
        new DelegatingFilterProxyRegistrationBean(
            AbstractSecurityWebApplicationInitializer.DEFAULT_FILTER_NAME);
    registration.setOrder(FilterOrder.ACCESS.value());
    registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    return registration;
  }

  @Bean
  @Order(1)
  SecurityFilterChain publicAccess(Pages pages, ObjectProvider<PublicPatterns> others) {
    return new DefaultSecurityFilterChain(new PublicPaths(pages, others.stream().toList()));
  }

  @Bean
  @Order(2)
  SecurityFilterChain tokenAccess(
      HttpSecurity http,
      AccessProperties properties,
      ObjectProvider<JwtDecoder> jwtDecoder,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
    AccessProblems problems = new AccessProblems(resolver);
    AuthenticationManager manager =
        manager(BearerTokens.of(properties.tokens()), jwtDecoder.getIfAvailable());
    BearerTokenAuthenticationConverter converter = new BearerTokenAuthenticationConverter();
    converter.setBearerTokenResolver(onlyOne(new DefaultBearerTokenResolver()));
    BearerTokenAuthenticationFilter filter =
        new BearerTokenAuthenticationFilter(manager, converter);
    filter.setAuthenticationEntryPoint(problems);
    filter.setAuthenticationFailureHandler(problems);
    return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .addFilter(filter)
        .exceptionHandling(handling -> handling.authenticationEntryPoint(problems))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable) // a browser sends no token of its own accord
        .headers(AbstractHttpConfigurer::disable) // SecurityHeaders writes them
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }

  /**
   * Sets timeouts and a rate limit: by default the library would wait half a minute, and send a
   * request for each unknown key id.
   */
  @Bean
  JwkSetUriJwtDecoderBuilderCustomizer issuerRequests() {
    SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(ISSUER_TIMEOUT);
    requests.setReadTimeout(ISSUER_TIMEOUT);
    RestTemplate rest = new RestTemplate(requests);
    rest.setInterceptors(List.of(new IssuerResponses(IssuerDecoder.PAUSE, System::nanoTime)));
    return builder -> builder.restOperations(rest);
  }

  /** Accepts the type of access tokens (RFC 9068) too; by default the library accepts JWT alone. */
  @Bean
  OAuth2TokenValidator<Jwt> tokenType() {
    JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
    type.setAllowEmpty(true);
    return type;
  }

  /** Requires an expiry, since a token without one could never be revoked. */
  @Bean
  OAuth2TokenValidator<Jwt> tokenExpiry() {
    JwtTimestampValidator times = new JwtTimestampValidator();
    times.setAllowEmptyExpiryClaim(false);
    return times;
  }

  private static AuthenticationManager manager(
      BearerTokens tokens, @Nullable JwtDecoder jwtDecoder) {
    List<AuthenticationProvider> providers = new ArrayList<>();
    if (!tokens.isEmpty()) {
      providers.add(new TokenAuthentication(tokens));
    }
    if (jwtDecoder != null) {
      JwtAuthenticationProvider jwt =
          new JwtAuthenticationProvider(new IssuerDecoder(jwtDecoder, System::nanoTime));
      jwt.setJwtAuthenticationConverter(new JwtCaller());
      providers.add(jwt);
    }
    if (providers.isEmpty()) {
      throw new UnusableAccessException(
          "Access control is set, but neuron.security.tokens has no token and"
              + " spring.security.oauth2.resourceserver.jwt no issuer-uri, jwk-set-uri or"
              + " public-key-location.");
    }
    return new ProviderManager(providers);
  }

  /** Refuses two Authorization headers, since it would be unclear which one counts. */
  private static BearerTokenResolver onlyOne(BearerTokenResolver resolver) {
    return request -> {
      if (Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size() > 1) {
        throw new InvalidBearerTokenException("There are two Authorization headers");
      }
      return resolver.resolve(request);
    };
  }
}
