package dev.neuron.replica;

import dev.neuron.core.chunk.ChunkScale;
import dev.neuron.core.chunk.ChunkStep;
import dev.neuron.core.chunk.ChunkWorker;
import dev.neuron.core.chunk.RowChunk;
import dev.neuron.core.data.CodedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Chunks that all lie here. */
final class LocalChunks implements ChunkStore {

  private final List<RowChunk> chunks = new ArrayList<>();
  private final ChunkWorker worker =
      new ChunkWorker(
          chunks::get,
          () -> Objects.requireNonNull(coded()),
          () -> Objects.requireNonNull(scale()));
  private @Nullable CodedRows coded;
  private @Nullable ChunkScale scale;

  @Override
  public void add(RowChunk chunk) {
    chunks.add(chunk);
  }

  @Override
  public int count() {
    return chunks.size();
  }

  @Override
  public RowChunk get(int index) {
    return chunks.get(index);
  }

  @Override
  public void prepare(ChunkScale scale) {
    this.scale = scale;
  }

  @Override
  public void decodeBy(CodedRows coded) {
    this.coded = coded;
  }

  private @Nullable CodedRows coded() {
    return coded;
  }

  private @Nullable ChunkScale scale() {
    return scale;
  }

  @Override
  public List<double[]> run(ChunkStep step, int from, int to) {
    return worker.run(step, IntStream.range(from, to).toArray());
  }

  @Override
  public void close() {
    worker.close();
    chunks.clear();
  }
}
