package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import dev.neuron.core.chunk.ChunkStep;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A step for some chunks of one dataset, sent to the member where they lie. */
final class ChunkTask implements Callable<double[]>, HazelcastInstanceAware {

  /**
   * The step and the chunks.
   *
   * @param id of the dataset
   * @param columns how many cells a row has
   * @param complete whether the member has no other chunks of it to compute
   */
  record Order(String id, int columns, ChunkStep step, int[] indexes, boolean complete) {}

  private final Order order;
  private @Nullable HazelcastInstance member;

  ChunkTask(Order order) {
    this.order = order;
  }

  Order order() {
    return order;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance instance) {
    member = instance;
  }

  /** The results one after the other; none if a chunk is not there any more. */
  @Override
  public double[] call() {
    if (member == null) {
      throw new IllegalStateException("It has not been sent to a member");
    }
    return ChunkWorkers.of(member).run(order);
  }
}
