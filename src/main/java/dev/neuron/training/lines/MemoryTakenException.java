package dev.neuron.training.lines;

/** There is no memory for a line now, but there may be when earlier lines have ended. */
final class MemoryTakenException extends RuntimeException {

  MemoryTakenException() {
    super("There is no memory now", null, false, false);
  }
}
