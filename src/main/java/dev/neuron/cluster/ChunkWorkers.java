package dev.neuron.cluster;

import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.DistributedObjectEvent;
import com.hazelcast.core.DistributedObjectListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.neuron.core.chunk.ChunkScale;
import dev.neuron.core.chunk.ChunkWorker;
import dev.neuron.core.chunk.RowChunk;
import dev.neuron.core.data.CodedRows;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import tools.jackson.dataformat.cbor.CBORMapper;

/** The workers of a member for the chunks that lie with it. */
final class ChunkWorkers implements DistributedObjectListener {

  /** The key of the {@link ChunkScale}, beside the chunks by their index. */
  static final int SCALE = -1;

  /** The key of the {@link CodedRows}. */
  static final int CODED = -2;

  private static final CBORMapper MAPPER = new CBORMapper();

  /** A chunk, or what is computed with, is not where it was put. */
  private static final class LostException extends RuntimeException {}

  private final HazelcastInstance member;
  private final Map<String, ChunkWorker> workers = new ConcurrentHashMap<>();

  private ChunkWorkers(HazelcastInstance member) {
    this.member = member;
    member.addDistributedObjectListener(this);
  }

  /** Returns the workers of a member; the first call starts them. */
  static ChunkWorkers of(HazelcastInstance member) {
    return (ChunkWorkers)
        member
            .getUserContext()
            .computeIfAbsent(ChunkWorkers.class.getName(), _ -> new ChunkWorkers(member));
  }

  /** The chunks of a dataset by index. */
  static IMap<Integer, byte[]> map(HazelcastInstance member, String id) {
    return member.getMap(MemberConfig.CHUNKS + id);
  }

  /** Encodes the scale or the coding of rows for the other members. */
  static byte[] encode(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** The results one after the other; none if a chunk is not there any more. */
  double[] run(ChunkTask.Order order) {
    ChunkWorker worker = workers.computeIfAbsent(order.id(), id -> worker(id, order.columns()));
    if (order.complete()) {
      worker.retain(order.indexes());
    }
    try {
      return flat(worker.run(order.step(), order.indexes()));
    } catch (LostException _) {
      return new double[0];
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof LostException) { // of another thread
        return new double[0];
      }
      throw e;
    }
  }

  private ChunkWorker worker(String id, int columns) {
    IMap<Integer, byte[]> chunks = map(member, id);
    return new ChunkWorker(
        index -> RowChunk.decode(value(chunks, index), columns),
        () -> read(chunks, CODED, CodedRows.class),
        () -> read(chunks, SCALE, ChunkScale.class));
  }

  private static <T> T read(IMap<Integer, byte[]> chunks, int key, Class<T> type) {
    return MAPPER.readValue(value(chunks, key), type);
  }

  private static byte[] value(IMap<Integer, byte[]> chunks, int key) {
    byte[] value = chunks.get(key);
    if (value == null) {
      throw new LostException();
    }
    return value;
  }

  private static double[] flat(List<double[]> results) {
    int length = results.getFirst().length;
    double[] flat = new double[results.size() * length];
    for (int i = 0; i < results.size(); i++) {
      System.arraycopy(results.get(i), 0, flat, i * length, length);
    }
    return flat;
  }

  /** The number of datasets whose chunks are kept ready. */
  int count() {
    return workers.size();
  }

  /** Removes all chunks but those of some datasets. */
  void retain(Predicate<String> ids) {
    for (DistributedObject object : member.getDistributedObjects()) {
      if (object.getName().startsWith(MemberConfig.CHUNKS) && !ids.test(idOf(object.getName()))) {
        object.destroy();
      }
    }
  }

  /** The id of a dataset that this replica has taken. */
  static String id(String replica, String dataset) {
    return replica + "." + dataset;
  }

  /** The replica that has taken a dataset. */
  static String replicaOf(String id) {
    return id.substring(0, id.indexOf('.'));
  }

  private static String idOf(Object name) {
    return String.valueOf(name).substring(MemberConfig.CHUNKS.length());
  }

  @Override
  public void distributedObjectCreated(DistributedObjectEvent event) {
    // nothing is computed yet
  }

  @Override
  public void distributedObjectDestroyed(DistributedObjectEvent event) {
    String name = String.valueOf(event.getObjectName());
    if (name.startsWith(MemberConfig.CHUNKS)) {
      ChunkWorker worker = workers.remove(idOf(name));
      if (worker != null) {
        worker.close();
      }
    }
  }
}
