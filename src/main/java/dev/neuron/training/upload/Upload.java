package dev.neuron.training.upload;

import dev.neuron.core.chunk.ChunkBuilder;
import dev.neuron.core.chunk.ChunkedDataset;
import dev.neuron.core.chunk.RowChunk;
import dev.neuron.replica.ChunkStore;
import dev.neuron.replica.Replicas;
import dev.neuron.table.TableStream;
import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The upload of one table, whose rows go into a store as they arrive. For one thread at a time,
 * until it is closed.
 */
final class Upload implements ChunkBuilder.Listener, AutoCloseable {

  /**
   * The copies of a chunk while it is sent: the chunk, its bytes, the message, and the receiver's
   * message.
   */
  private static final int CHUNKS_TO_OTHERS = 4;

  private static final int CHUNKS_TO_HERE = 1;

  private final Replicas replicas;
  private final String id;
  private final UploadMemory.Share memory;
  private final FeatureCheck begun;
  private final LongConsumer held;
  private @Nullable ChunkStore store;
  private int features;

  /** Checks the features of a table, before there are rows; may throw. */
  @FunctionalInterface
  interface FeatureCheck {
    void accept(int features, @Nullable List<String> names);
  }

  /**
   * @param id an id that no other upload has
   * @param memory is closed with this
   * @param begun checks the features, before there are rows; may throw
   * @param held receives the number of bytes held here; may throw
   */
  Upload(
      Replicas replicas,
      String id,
      UploadMemory.Share memory,
      FeatureCheck begun,
      LongConsumer held) {
    this.replicas = replicas;
    this.id = id;
    this.memory = memory;
    this.begun = begun;
    this.held = held;
  }

  /**
   * Reads a table to its end.
   *
   * @param builder has this upload as its listener
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
  public void begin(int features, @Nullable List<String> featureNames) {
    this.features = features;
    begun.accept(features, featureNames);
    held.accept(memory(0, 0));
  }

  @Override
  public void chunk(RowChunk chunk, int rows) {
    int onItsWay = replicas.count() > 1 ? CHUNKS_TO_OTHERS : CHUNKS_TO_HERE;
    held.accept(memory(rows, onItsWay));
    memory.grow((features + 1L) * rows * Double.BYTES);
    store().add(chunk);
    held.accept(memory(rows, 0)); // the next rows may take long to arrive
  }

  private long memory(int rows, int chunksOnTheirWay) {
    return ChunkBuilder.memory(features, rows, chunksOnTheirWay);
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
