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
 * Decodes JWTs by a decoder that fetches the issuer's keys at the first JWT. Until that succeeds,
 * one request at a time tries it, with a pause after each failure. The others fail at once:
 * waiting, they would occupy the threads of requests that need no issuer.
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
   * Creates a decoder, without sending a request yet.
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
      throw new JwtException("The keys of the issuer are being fetched");
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
      LOG.warn(
          "The keys of the token issuer cannot be fetched; refusing JWTs, and retrying with the"
              + " next one after {}",
          PAUSE,
          e);
      throw new JwtException("The keys of the issuer cannot be fetched", e);
    }
  }
}
