package dev.neuron.cluster;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.hazelcast.nio.serialization.ByteArraySerializer;
import dev.neuron.core.chunk.ChunkStep;
import java.util.function.Function;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Carries objects between members as CBOR.
 *
 * @param <T> the objects
 * @param <W> what is written of them
 */
final class CborSerializer<T, W> implements ByteArraySerializer<T> {

  /** Says which step it is; the core knows nothing of formats. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
  private interface ByName {}

  private static final CBORMapper MAPPER =
      CBORMapper.builder().addMixIn(ChunkStep.class, ByName.class).build();

  private final Class<W> written;
  private final int typeId;
  private final Function<T, W> toWritten;
  private final Function<W, T> ofWritten;

  /**
   * For objects of which something is written.
   *
   * @param typeId the same on all members, and none but this type's
   */
  CborSerializer(Class<W> written, int typeId, Function<T, W> toWritten, Function<W, T> ofWritten) {
    this.written = written;
    this.typeId = typeId;
    this.toWritten = toWritten;
    this.ofWritten = ofWritten;
  }

  /** For objects that are written as they are. */
  static <T> CborSerializer<T, T> of(Class<T> type, int typeId) {
    return new CborSerializer<>(type, typeId, Function.identity(), Function.identity());
  }

  @Override
  public int getTypeId() {
    return typeId;
  }

  @Override
  public byte[] write(T object) {
    return MAPPER.writeValueAsBytes(toWritten.apply(object));
  }

  @Override
  public T read(byte[] bytes) {
    return ofWritten.apply(MAPPER.readValue(bytes, written));
  }
}
