package dev.neuron.core.thread;

/** Threads that compute all the time, at a lower priority than those that serve requests. */
public final class ComputeThreads {

  private ComputeThreads() {}

  /**
   * Starts a thread that does not keep the JVM alive.
   *
   * @param name its name
   * @param work its task
   */
  @SuppressWarnings("ThreadPriorityCheck") // a hint; nothing depends on its being taken
  public static void start(String name, Runnable work) {
    Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name(name).start(work);
  }
}
