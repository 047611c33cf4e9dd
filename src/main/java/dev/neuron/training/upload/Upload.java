package dev.neuron.training.upload;

import dev.neuron.core.chunk.ChunkedDataset;
import dev.neuron.core.chunk.RowChunk;
import dev.neuron.core.data.CodedRows;
import dev.neuron.replica.ChunkStore;
import dev.neuron.replica.Replicas;
import dev.neuron.table.ChunkEncoding;
import dev.neuron.table.ChunkedTable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The upload of one table, whose rows go into a store as they arrive. For one thread at a time,
 * until it is closed.
 */
final class Upload implements ChunkedTable.Listener, AutoCloseable {

  /**
   * The copies of a chunk while it is sent: the chunk, its bytes, the message, and the receiver's
   * message.
   */
  private static final int CHUNKS_TO_OTHERS = 4;

  private static final int CHUNKS_TO_HERE = 1;

  private final Replicas replicas;
  private final String id;
  private final UploadMemory.Share memory;
  private final LongConsumer held;
  private @Nullable ChunkStore store;
  private int columns;

  /**
   * @param id an id that no other upload has
   * @param memory is closed with this
   * @param held receives the number of bytes held here; may throw
   */
  Upload(Replicas replicas, String id, UploadMemory.Share memory, LongConsumer held) {
    this.replicas = replicas;
    this.id = id;
    this.memory = memory;
    this.held = held;
  }

  private ChunkStore store() {
    if (store == null) {
      store = replicas.chunks(id, columns);
    }
    return store;
  }

  @Override
  public void begin(int columns) {
    this.columns = columns;
    held.accept(memory(columns, 0, 0));
  }

  @Override
  public void chunk(double[] cells, int rows, long bytes) {
    int onItsWay = replicas.count() > 1 ? CHUNKS_TO_OTHERS : CHUNKS_TO_HERE;
    held.accept(bytes + memory(columns, rows, onItsWay));
    memory.grow((long) columns * rows * Double.BYTES);
    store().add(new RowChunk(cells, columns));
    held.accept(bytes + memory(columns, rows, 0)); // the next rows may take long to arrive
  }

  @Override
  public void held(long bytes) {
    held.accept(bytes + memory(columns, 0, 0));
  }

  /** Returns the cells of a chunk that has arrived. */
  double[] cells(int chunk) {
    return store().get(chunk).cells();
  }

  /**
   * Returns the dataset, when all rows have arrived.
   *
   * @param encoding how cells become features, targets and weights
   */
  ChunkedDataset dataset(ChunkEncoding encoding, int rows) {
    CodedRows coded = encoding.coded();
    int values = coded.featureCount() + (coded.isWeighted() ? 2 : 1);
    held.accept(memory(values, rows, 0));
    memory.grow(
        (long) columns * rows * Double.BYTES, (coded.featureCount() + 1L) * rows * Double.BYTES);
    return ChunkedDataset.of(
        store(), coded, rows, encoding.featureNames(), encoding.hasTwoClasses());
  }

  private long memory(int values, int rows, int chunksOnTheirWay) {
    return ChunkedDataset.memory(columns, values, rows, chunksOnTheirWay);
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
