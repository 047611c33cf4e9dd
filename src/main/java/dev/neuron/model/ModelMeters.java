package dev.neuron.model;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Meters of the store, which is asked only when they are read. */
@Component
final class ModelMeters implements MeterBinder {

  private final ModelStore store;

  ModelMeters(ModelStore store) {
    this.store = store;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("neuron.models", () -> known(store::total))
        .description("Models that are kept")
        .register(registry);
    Gauge.builder("neuron.models.capacity", store, ModelStore::capacity)
        .description("Models that may be kept")
        .register(registry);
    Gauge.builder("neuron.models.bytes", () -> known(store::bytes))
        .description("Memory that the models take, estimated")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    Gauge.builder("neuron.models.max.bytes", store, ModelStore::maxBytes)
        .description("Memory that the models may take")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    FunctionCounter.builder("neuron.models.evictions", store, ModelStore::evictions)
        .description("Models that had to make room for new ones")
        .register(registry);
  }

  /** Not a number while the store is unavailable: the registry would log a stack trace. */
  private static double known(Supplier<? extends Number> figure) {
    try {
      return figure.get().doubleValue();
    } catch (ModelStoreException _) {
      return Double.NaN;
    }
  }
}
