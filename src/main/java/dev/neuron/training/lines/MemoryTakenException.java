package dev.neuron.training.lines;

/** A lack of memory for a line that may end when earlier lines have ended. */
final class MemoryTakenException extends RuntimeException {

  MemoryTakenException() {
    super("There is no memory now", null, false, false);
  }
}
