package dev.neuron.replica;

import dev.neuron.core.chunk.RowChunk;
import dev.neuron.core.chunk.RowChunks;

/**
 * The rows of a dataset in chunks, wherever they lie, to be closed when they are not needed any
 * more. For one thread at a time.
 *
 * <p>All methods throw a {@link ReplicaLostException} if chunks have been lost, or the replicas
 * that have them do not answer.
 */
public interface ChunkStore extends RowChunks, AutoCloseable {

  /** Adds a chunk; all but the last one have {@value RowChunks#ROWS} rows. */
  void add(RowChunk chunk);

  /** Gives the memory of all of them back; does not throw, and further calls do nothing. */
  @Override
  void close();
}
