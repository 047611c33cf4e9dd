package dev.neuron.http.json;

import dev.neuron.table.Labels;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes labels as an array of what the classes are called. */
final class LabelsSerializer extends ValueSerializer<Labels> {

  @Override
  public void serialize(Labels labels, JsonGenerator json, SerializationContext context) {
    int[] values = labels.values();
    if (labels.areZeroAndOne()) {
      json.writeArray(values, 0, values.length);
      return;
    }
    Object[] names = {labels.name(0), labels.name(1)};
    json.writeStartArray(labels, values.length);
    for (int value : values) {
      json.writePOJO(names[value]);
    }
    json.writeEndArray();
  }
}
