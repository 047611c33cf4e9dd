package dev.neuron.model.jdbc;

import dev.neuron.model.ModelStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room on the disk of a database in a file. Changes are refused while there is little of it, so
 * that the database itself never meets a full disk: it would close in the middle of a change.
 */
final class DiskRoom {

  private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);

  /** The room that is left for deletions and for what H2 writes by itself. */
  private static final long RESERVE = 32L << 20;

  /** A content is written once, and again when the file is compacted. */
  private static final int COPIES = 3;

  private final @Nullable Path folder;
  private final AtomicBoolean isLow = new AtomicBoolean();

  private DiskRoom(@Nullable Path folder) {
    this.folder = folder;
  }

  /**
   * The room on the disk of a folder.
   *
   * @param folder null for a database elsewhere, whose disk is not seen here
   */
  static DiskRoom of(@Nullable Path folder) {
    return new DiskRoom(folder);
  }

  /** The room on the disk of the database that this URL names. */
  static DiskRoom ofDatabase(String url) {
    return of(EmbeddedDatabase.of(url).map(EmbeddedDatabase::folder).orElse(null));
  }

  /**
   * Returns if a model can be added.
   *
   * @param bytes the size of its content
   * @throws ModelStoreException if the disk is full
   */
  void requireFor(long bytes) {
    require(RESERVE + COPIES * bytes);
  }

  /**
   * Returns if a model can be deleted.
   *
   * @throws ModelStoreException if the disk is full
   */
  void requireForDeletion() {
    require(RESERVE / 4);
  }

  /** True if there is room for writes that can wait. */
  boolean isAmple() {
    boolean isAmple = usable() >= RESERVE;
    if (isLow.compareAndSet(isAmple, !isAmple)) {
      log(isAmple);
    }
    return isAmple;
  }

  private void log(boolean isAmple) {
    if (isAmple) {
      LOG.info("The disk of {} has room again; models are stored", folder);
    } else {
      LOG.warn(
          "The disk of {} has less than {} MB left; no models are stored until it has",
          folder,
          RESERVE >> 20);
    }
  }

  private void require(long bytes) {
    isAmple(); // for the log
    if (usable() < bytes) {
      throw ModelStoreException.diskFull();
    }
  }

  private long usable() {
    if (folder == null) {
      return Long.MAX_VALUE;
    }
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException _) {
      return Long.MAX_VALUE; // then the database says what is wrong
    }
  }
}
