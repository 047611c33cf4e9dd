package dev.neuron.http.json;

import dev.neuron.table.ClassWeights;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes weights of classes as {@link ClassWeightsDeserializer} reads them. */
final class ClassWeightsSerializer extends ValueSerializer<ClassWeights> {

  @Override
  public void serialize(ClassWeights weights, JsonGenerator json, SerializationContext context) {
    json.writePOJO(weights.byLabel() == null ? ClassWeights.BALANCED_NAME : weights.byLabel());
  }
}
