package dev.neuron.replica;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by key that all replicas see, each as it was last put. Nothing bounds them but their time:
 * see {@link BoundedKeys}. Safe for use by any number of threads.
 *
 * <p>All methods throw a {@link dev.neuron.model.ModelStoreException} if the other replicas do not
 * respond; those that change something, also if {@link Replicas#requireQuorum} does.
 */
public interface SharedEntries {

  /** The value of a key; null if there is none. */
  byte @Nullable [] get(String key);

  /** Puts a value, whatever there was. */
  void put(String key, byte[] value);

  /**
   * Puts a value if there is none.
   *
   * @param value unique: no other caller puts the same
   * @return what there is; null if the value was put
   */
  byte @Nullable [] putIfAbsent(String key, byte[] value);

  /**
   * Puts a value if there is a certain one.
   *
   * @param value unique: no other caller puts the same
   * @return whether it was put
   */
  boolean replace(String key, byte[] old, byte[] value);

  /** Removes a certain value, if that is what there is. */
  void remove(String key, byte[] value);

  /** Removes a value, if there is one. */
  void remove(String key);

  /** The values of all keys that begin so, in no order. */
  List<byte[]> startingWith(String prefix);
}
