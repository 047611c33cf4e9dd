package dev.neuron.replica;

import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The only replica there is. */
@Component
@Profile("!cluster")
public final class SingleReplica implements Replicas {

  private static final String HERE = "here";

  @Override
  public String here() {
    return HERE;
  }

  @Override
  public boolean isThere(String replica) {
    return replica.equals(HERE);
  }

  @Override
  public boolean isGone(String replica) {
    return !isThere(replica);
  }

  @Override
  public void afterReturn(Runnable task) {
    // it never leaves
  }

  @Override
  public void requireCertainty() {
    // all there is, is here
  }

  @Override
  public void requireQuorum() {
    // one of one
  }

  @Override
  public SharedEntries entries(String name, Duration keepFor) {
    return new LocalEntries(keepFor);
  }

  @Override
  public void send(String topic, String message) {
    // there is no other replica
  }

  @Override
  public void listen(String topic, Consumer<String> listener) {
    // no other replica sends anything
  }

  @Override
  public void keepPublishing(String name, Runnable task) {
    // no other replica listens
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public ChunkStore chunks(String id, int columns) {
    return new LocalChunks();
  }
}
