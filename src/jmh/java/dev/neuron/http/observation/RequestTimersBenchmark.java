package dev.neuron.http.observation;

import dev.neuron.problem.RequestId;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.MDC;

/**
 * {@code ./mvnw -q -Pbench test -Dbench.args=RequestTimersBenchmark}: what is done for each request
 * that is neither the server's nor the dispatcher's: an id, in the log's context and out of it, and
 * a time in the histogram of its kind.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RequestTimersBenchmark {

  private static final double[] BUCKETS = {2e5, 1e6, 5e6, 25e6, 1e8, 5e8, 2.5e9, 1e10};

  private final RequestTimers timers = new RequestTimers(registry());

  private static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public DistributionStatisticConfig configure(
                  Meter.Id id, DistributionStatisticConfig config) {
                return DistributionStatisticConfig.builder()
                    .serviceLevelObjectives(BUCKETS)
                    .build()
                    .merge(config);
              }
            });
    return registry;
  }

  /** An id in the log's context, and out of it. */
  @Benchmark
  public String id() {
    String id = RequestId.of(null);
    MDC.put(RequestId.NAME, id);
    MDC.remove(RequestId.NAME);
    return id;
  }

  /** A time, from the clock to the histogram. */
  @Benchmark
  public void time() {
    long began = System.nanoTime();
    timers.record("POST", "/predict", 200, System.nanoTime() - began);
  }
}
