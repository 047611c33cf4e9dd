package dev.neuron.http.security;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Decodes JWTs by a decoder that asks the issuer for its keys at the first. As long as the issuer
 * has not answered, one request at a time asks it, and none for a while after; the others fail at
 * once instead of waiting in line, where they would take the threads of those who need no issuer.
 */
final class IssuerDecoder implements JwtDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerDecoder.class);

  static final Duration PAUSE = Duration.ofSeconds(5);

  private final JwtDecoder decoder;
  private final LongSupplier nanoTime;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile boolean known;
  private long requestedAt;
  private boolean failed;

  /**
   * Sends no request yet.
   *
   * @param nanoTime a clock such as {@link System#nanoTime()}
   */
  IssuerDecoder(JwtDecoder decoder, LongSupplier nanoTime) {
    this.decoder = decoder;
    this.nanoTime = nanoTime;
  }

  @Override
  public Jwt decode(String token) {
    if (token.chars().filter(character -> character == '.').count() != 2) {
      throw new BadJwtException("This is no signed JWT"); // nothing to ask the issuer for
    }
    if (known) {
      return decoder.decode(token);
    }
    if (!asking.tryLock()) {
      throw new JwtException("The issuer is being asked");
    }
    try {
      if (failed && nanoTime.getAsLong() - requestedAt < PAUSE.toNanos()) {
        throw new JwtException("The issuer failed to respond a moment ago");
      }
      return first(token);
    } finally {
      asking.unlock();
    }
  }

  private Jwt first(String token) {
    try {
      Jwt jwt = decoder.decode(token);
      known = true;
      return jwt;
    } catch (BadJwtException e) {
      known = true;
      throw e;
    } catch (JwtDecoderInitializationException | JwtException e) {
      failed = true;
      requestedAt = nanoTime.getAsLong();
      LOG.warn("The keys of the issuer of tokens cannot be fetched", e);
      throw new JwtException("The issuer cannot be asked", e);
    }
  }
}
