package dev.neuron.http.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Identifies a caller by the subject of a JWT, as {@code jwt:} and the subject. */
final class JwtCaller implements Converter<Jwt, JwtAuthenticationToken> {

  /** The maximum length that OpenID Connect allows. */
  private static final int MAX_LENGTH = 255;

  @Override
  public JwtAuthenticationToken convert(Jwt jwt) {
    @Nullable String subject = jwt.getSubject();
    if (subject == null
        || subject.isBlank()
        || subject.length() > MAX_LENGTH
        || subject.codePoints().anyMatch(JwtCaller::isUnprintable)) {
      throw new InvalidBearerTokenException("The JWT has no usable subject");
    }
    return new JwtAuthenticationToken(jwt, List.of(), "jwt:" + subject);
  }

  /** True for characters that could forge a log line, and for invalid ones. */
  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
