package dev.neuron.replica;

import java.time.Duration;
import java.util.function.Consumer;

/** This replica of the service and the others. Safe for use by any number of threads. */
public interface Replicas {

  /** The id of this one, which no other has had or will have. */
  String here();

  /** True if a replica is a member now. */
  boolean isThere(String replica);

  /**
   * True if a replica has not been there for a while, as far as this one can decide. It may come
   * back all the same, if it was only cut off.
   */
  boolean isGone(String replica);

  /** Runs a task whenever this replica, which was cut off, is with the others again. */
  void afterReturn(Runnable task);

  /**
   * Returns if what this replica does not find does not exist.
   *
   * @throws dev.neuron.model.ModelStoreException if another replica may have it
   */
  void requireCertainty();

  /**
   * Returns if enough replicas see each other to decide for all.
   *
   * @throws dev.neuron.model.ModelStoreException if this one is part of a minority: it changes
   *     nothing that replicas share
   */
  void requireQuorum();

  /**
   * Entries that all replicas see.
   *
   * @param name replicas that use the same name see the same entries
   * @param keepFor how long an entry is kept after it was last put
   */
  SharedEntries entries(String name, Duration keepFor);

  /** Publishes a message to the listeners of a topic on all other replicas. */
  void send(String topic, String message);

  /** Listens to the messages of other replicas on a topic. */
  void listen(String topic, Consumer<String> listener);

  /**
   * Runs a task twice a second if there may be other replicas, to publish to them.
   *
   * @param name the subject of log lines about the task
   */
  void keepPublishing(String name, Runnable task);

  /** The number of replicas, with this one. */
  int count();

  /**
   * A place for the rows of a dataset, which are spread over all replicas.
   *
   * @param id which no other has
   * @param columns how many cells a row has
   */
  ChunkStore chunks(String id, int columns);
}
