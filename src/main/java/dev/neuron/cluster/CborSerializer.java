package dev.neuron.cluster;

import com.hazelcast.nio.serialization.ByteArraySerializer;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Carries objects between members as CBOR. */
final class CborSerializer<T> implements ByteArraySerializer<T> {

  private static final CBORMapper MAPPER = new CBORMapper();

  private final Class<T> type;
  private final int typeId;

  /**
   * For objects of a type.
   *
   * @param typeId the same on all members, and none but this type's
   */
  CborSerializer(Class<T> type, int typeId) {
    this.type = type;
    this.typeId = typeId;
  }

  @Override
  public int getTypeId() {
    return typeId;
  }

  @Override
  public byte[] write(T object) {
    return MAPPER.writeValueAsBytes(object);
  }

  @Override
  public T read(byte[] bytes) {
    return MAPPER.readValue(bytes, type);
  }
}
