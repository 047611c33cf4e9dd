package dev.neuron.model.jdbc;

import dev.neuron.model.ModelStoreException;

/**
 * The space for models: on the disk of this machine, if the database is a file on it, and on the
 * disk of the database, as far as it has reported that it is full.
 */
record StorageSpace(DiskRoom disk, Database database) {

  /**
   * Returns if a model can be added.
   *
   * @param bytes the size of its content
   * @throws ModelStoreException if a disk is full
   */
  void requireFor(long bytes) {
    disk.requireFor(bytes);
    database.requireRoom();
  }

  /**
   * Returns if a model can be deleted.
   *
   * @throws ModelStoreException if the disk is full
   */
  void requireForDeletion() {
    disk.requireForDeletion();
  }

  /** True if there is space for writes that can wait. */
  boolean isAmple() {
    return disk.isAmple() && database.hasRoom();
  }
}
