package dev.neuron.http.json;

import tools.jackson.databind.json.JsonMapper;

/** The service's JSON without the service. */
public final class StrictMapper {

  private StrictMapper() {}

  /** Creates a mapper configured like the service's. */
  public static JsonMapper create() {
    JsonMapper.Builder builder = JsonMapper.builder();
    new JacksonConfiguration().strictJson().customize(builder);
    return builder.build();
  }
}
