package dev.neuron.model;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
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
    Gauge.builder("neuron.models", store, ModelStore::total)
        .description("Models that are kept")
        .register(registry);
    Gauge.builder("neuron.models.capacity", store, ModelStore::capacity)
        .description("Models that may be kept")
        .register(registry);
    Gauge.builder("neuron.models.bytes", store, ModelStore::bytes)
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
}
