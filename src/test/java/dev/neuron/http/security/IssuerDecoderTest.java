package dev.neuron.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

class IssuerDecoderTest {

  private static final String TOKEN = "a.b.c";
  private static final Jwt JWT =
      Jwt.withTokenValue(TOKEN).header("alg", "RS256").subject("s").build();
  private static final JwtDecoder GOOD = _ -> JWT;

  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow

  private IssuerDecoder decoder(int failures) {
    JwtDecoder lazy =
        new SupplierJwtDecoder(
            () -> {
              if (requests.incrementAndGet() <= failures) {
                throw new IllegalArgumentException("unreachable");
              }
              return GOOD;
            });
    return new IssuerDecoder(lazy, now::get);
  }

  private static void assertUnreachable(IssuerDecoder decoder) {
    assertThatExceptionOfType(JwtException.class)
        .isThrownBy(() -> decoder.decode(TOKEN))
        .isNotInstanceOf(BadJwtException.class);
  }

  @Test
  void decode_issuerReachable_asksOnce() {
    IssuerDecoder decoder = decoder(0);
    assertThat(requests).hasValue(0);

    assertThat(decoder.decode(TOKEN)).isSameAs(JWT);
    assertThat(decoder.decode(TOKEN)).isSameAs(JWT);
    assertThat(requests).hasValue(1);
  }

  @Test
  void decode_issuerUnreachable_asksAgainOnlyAfterAPause() {
    IssuerDecoder decoder = decoder(1);

    assertUnreachable(decoder);
    now.addAndGet(IssuerDecoder.PAUSE.toNanos() - 1);
    assertUnreachable(decoder);
    assertThat(requests).hasValue(1);
    now.incrementAndGet();
    assertThat(decoder.decode(TOKEN)).isSameAs(JWT);
    assertThat(requests).hasValue(2);
  }

  @Test
  void decode_keysUnreachable_asksAgainOnlyAfterAPause() {
    IssuerDecoder decoder =
        new IssuerDecoder(
            _ -> {
              requests.incrementAndGet();
              throw new JwtException("no keys");
            },
            now::get);

    assertUnreachable(decoder);
    assertUnreachable(decoder);
    assertThat(requests).hasValue(1);
  }

  @Test
  void decode_badToken_isRefusedAndDoesNotKeepOthersOut() {
    IssuerDecoder decoder =
        new IssuerDecoder(
            token -> {
              if (token.equals("b.a.d")) {
                throw new BadJwtException("bad");
              }
              return JWT;
            },
            now::get);

    assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decoder.decode("b.a.d"));
    assertThat(decoder.decode(TOKEN)).isSameAs(JWT);
  }

  @Test
  void decode_noJwt_isRefusedWithoutAskingTheIssuer() {
    IssuerDecoder decoder = decoder(99);
    for (String token : new String[] {"abc", "a.b", "a.b.c.d", "...."}) {
      assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decoder.decode(token));
    }
    assertThat(requests).hasValue(0);
  }

  @Test
  void decode_whileAnotherAsks_failsAtOnce() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch response = new CountDownLatch(1);
    IssuerDecoder decoder =
        new IssuerDecoder(
            _ -> {
              inside.countDown();
              awaitUninterrupted(response);
              return JWT;
            },
            now::get);
    Thread first = Thread.ofPlatform().start(() -> decoder.decode(TOKEN));
    inside.await();

    assertUnreachable(decoder);
    response.countDown();
    first.join();
    assertThat(decoder.decode(TOKEN)).isSameAs(JWT);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
