package dev.neuron.model.jdbc;

import java.nio.file.Path;

/** The file of a database that another process has opened. */
final class DatabaseInUseException extends RuntimeException {

  DatabaseInUseException(Path file, Throwable cause) {
    super("The database file %s is in use by another process.".formatted(file), cause);
  }
}
