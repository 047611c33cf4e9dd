package dev.neuron.cluster.port;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs refused connections: a line for each reason in half a minute, however many there are. */
final class RefusalLog {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final long PAUSE = Duration.ofSeconds(30).toNanos();

  private final LongSupplier nanoTime;
  private final Map<Refusal, Lines> lines =
      Arrays.stream(Refusal.values())
          .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new Lines()));

  RefusalLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void log(Refusal refusal, @Nullable SocketAddress peer) {
    Lines of = lines.get(refusal);
    long unlogged = of == null ? 0 : of.next(nanoTime.getAsLong());
    if (unlogged == 0) {
      LOG.warn("Refused {} on the cluster's port: {}", peer, refusal.sentence());
    } else if (unlogged > 0) {
      LOG.warn(
          "Refused {}, and {} others before, on the cluster's port: {}",
          peer,
          unlogged,
          refusal.sentence());
    }
  }

  /** The lines for one reason. */
  private static final class Lines {

    private long unlogged;
    private @Nullable Long last;

    /** Returns how many were not logged before this one, or −1 if this one is not to be. */
    private synchronized long next(long now) {
      if (last != null && now - last < PAUSE) {
        unlogged++;
        return -1;
      }
      last = now;
      long before = unlogged;
      unlogged = 0;
      return before;
    }
  }
}
