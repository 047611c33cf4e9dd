package dev.neuron.training.upload;

import dev.neuron.core.ChunkBuilder;
import dev.neuron.core.ChunkedDataset;
import dev.neuron.core.RowChunk;
import dev.neuron.core.TableStream;
import dev.neuron.replica.ChunkStore;
import dev.neuron.replica.Replicas;
import java.io.IOException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One table that is being uploaded: its rows go into a store as they come. For one thread at a
 * time, until it is closed.
 */
final class Upload implements ChunkBuilder.Listener, AutoCloseable {

  private final Replicas replicas;
  private final String id;
  private final UploadMemory.Share memory;
  private final IntConsumer begun;
  private @Nullable ChunkStore store;
  private long bytes;
  private int features;

  /**
   * @param id which no other upload has
   * @param memory is closed with this
   * @param begun is told how many features there are, before there are rows; may throw
   */
  Upload(Replicas replicas, String id, UploadMemory.Share memory, IntConsumer begun) {
    this.replicas = replicas;
    this.id = id;
    this.memory = memory;
    this.begun = begun;
  }

  /**
   * Reads a table to its end.
   *
   * @param builder whose listener this is
   */
  ChunkedDataset read(TableStream table, ChunkBuilder builder) throws IOException {
    table.readInto(builder);
    return builder.build(this::store);
  }

  private ChunkStore store() {
    if (store == null) {
      store = replicas.chunks(id, features);
    }
    return store;
  }

  @Override
  public void begin(int features) {
    this.features = features;
    begun.accept(features);
  }

  @Override
  public void chunk(RowChunk chunk) {
    bytes += RowChunk.bytes(features);
    memory.grow(bytes);
    store().add(chunk);
  }

  /** Gives all memory back. */
  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
    memory.close();
  }
}
