package dev.neuron.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.MemberLeftException;
import com.hazelcast.map.IMap;
import dev.neuron.core.chunk.ChunkScale;
import dev.neuron.core.chunk.ChunkStep;
import dev.neuron.core.chunk.RowChunk;
import dev.neuron.core.data.CodedRows;
import dev.neuron.model.ModelStoreException;
import dev.neuron.problem.ProblemException;
import dev.neuron.replica.ChunkStore;
import dev.neuron.replica.ReplicaProblems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chunks that are spread over all members, each with a copy on another. A member computes what lies
 * with it; what one takes with it when it goes, those compute that have the copies.
 */
final class ClusterChunks implements ChunkStore {

  /**
   * The number of times that missing results are requested from others; then they are computed
   * here.
   */
  private static final int TRIES = 2;

  /** Chunks that were requested from a member, and its future response. */
  private record Asked(int[] share, Future<double[]> answer) {}

  private final HazelcastInstance member;
  private final String id;
  private final int columns;
  private final IMap<Integer, byte[]> chunks;
  private final Runnable closed;
  private ChunkPlan plan;
  private int count;

  /**
   * @param columns how many cells a row has
   * @param closed is run when the chunks are not needed any more
   */
  ClusterChunks(HazelcastInstance member, String id, int columns, Runnable closed) {
    this.member = member;
    this.id = id;
    this.columns = columns;
    this.closed = closed;
    chunks = ChunkWorkers.map(member, id);
    plan = ChunkPlan.of(member, 0);
  }

  @Override
  public void add(RowChunk chunk) {
    put(count, chunk.encode());
    count++;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public RowChunk get(int index) {
    byte[] chunk = reached(() -> chunks.get(index));
    if (chunk == null) {
      throw ReplicaProblems.rowsLost(null);
    }
    return RowChunk.decode(chunk, columns);
  }

  @Override
  public void decodeBy(CodedRows coded) {
    put(ChunkWorkers.CODED, ChunkWorkers.encode(coded));
  }

  @Override
  public void prepare(ChunkScale scale) {
    put(ChunkWorkers.SCALE, ChunkWorkers.encode(scale));
  }

  private void put(int key, byte[] value) {
    var _ =
        reached(
            () -> {
              chunks.set(key, value);
              return true;
            });
  }

  private static <T> T reached(Supplier<T> action) {
    try {
      return Retries.of(action);
    } catch (ModelStoreException e) {
      throw ReplicaProblems.rowsLost(e);
    }
  }

  @Override
  public List<double[]> run(ChunkStep step, int from, int to) {
    double[][] results = new double[count][];
    int[] missing = IntStream.range(from, to).toArray();
    for (int tries = 0; missing.length > 0; tries++) {
      if (tries > TRIES) {
        throw ReplicaProblems.rowsLost(null);
      }
      plan(tries);
      ask(step, missing, results);
      missing = IntStream.range(from, to).filter(i -> results[i] == null).toArray();
    }
    return List.of(Arrays.copyOfRange(results, from, to));
  }

  private void plan(int tries) {
    plan =
        reached(
            () ->
                tries == TRIES
                    ? ChunkPlan.here(member, count)
                    : tries == 0 && plan.isFresh(member, count)
                        ? plan
                        : ChunkPlan.of(member, count));
  }

  /** Asks each member for its share of the chunks; leaves out those without a response. */
  private void ask(ChunkStep step, int[] indexes, double[][] results) {
    boolean all = indexes.length == count;
    List<Asked> asked = new ArrayList<>();
    plan.shares(indexes)
        .forEach(
            (other, share) ->
                asked.add(
                    new Asked(
                        share, submit(other, new ChunkTask.Order(id, columns, step, share, all)))));
    RuntimeException failure = null;
    for (Asked each : asked) { // all of them: what is still under way shall not outlive the chunks
      try {
        take(each.share(), each.answer(), results);
      } catch (IllegalStateException | ProblemException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Future<double[]> submit(Member other, ChunkTask.Order order) {
    return reached(
        () ->
            member
                .getExecutorService(MemberConfig.CHUNK_EXECUTOR)
                .submitToMember(new ChunkTask(order), other));
  }

  private static void take(int[] share, Future<double[]> answer, double[][] results) {
    try {
      double[] values = answer.get();
      if (values.length == 0) {
        throw ReplicaProblems.rowsLost(null);
      }
      int length = values.length / share.length;
      for (int i = 0; i < share.length; i++) {
        results[share[i]] = Arrays.copyOfRange(values, i * length, (i + 1) * length);
      }
    } catch (ExecutionException e) {
      if (!hasGone(e)) {
        throw new IllegalStateException("A replica could not compute its chunks", e);
      }
    } catch (CancellationException e) {
      throw ReplicaProblems.rowsLost(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ReplicaProblems.rowsLost(e);
    }
  }

  /** True if the member that was asked has left, or is about to leave. */
  private static boolean hasGone(ExecutionException e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof MemberLeftException
                    || cause instanceof HazelcastException
                    || cause instanceof HazelcastInstanceNotActiveException
                    || cause instanceof RejectedExecutionException);
  }

  @Override
  public void close() {
    closed.run();
    Background.attempt("remove chunks", () -> Retries.run(chunks::destroy));
  }
}
