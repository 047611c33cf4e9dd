package dev.neuron.core.thread;

/** Threads that compute all the time, and let those go first that have a request to answer. */
public final class ComputeThreads {

  private ComputeThreads() {}

  /**
   * Starts a thread that does not keep the JVM alive.
   *
   * @param name what it is called
   * @param work what it does
   */
  @SuppressWarnings("ThreadPriorityCheck") // a hint; nothing depends on its being taken
  public static void start(String name, Runnable work) {
    Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name(name).start(work);
  }
}
