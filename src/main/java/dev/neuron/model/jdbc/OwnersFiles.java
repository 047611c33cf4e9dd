package dev.neuron.model.jdbc;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file system of H2 whose files and folders are their owner's alone: the database, its trace,
 * temporary files and copies that are made to compact it. Files that are there with wider
 * permissions lose them when they are opened. Where permissions are not those of POSIX, nothing
 * changes.
 *
 * <p>Public for H2, which makes an instance for each path.
 */
public final class OwnersFiles extends FilePathWrapper {

  static final String SCHEME = "owner";

  private static final Logger LOG = LoggerFactory.getLogger(OwnersFiles.class);

  private static final boolean IS_POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final Set<PosixFilePermission> OF_FILES =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> OF_FOLDERS =
      PosixFilePermissions.fromString("rwx------");

  /** Registers this file system with H2. */
  static void register() {
    FilePath.register(new OwnersFiles());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public boolean createFile() {
    if (!IS_POSIX) {
      return super.createFile();
    }
    try {
      Files.createFile(onDisk(), PosixFilePermissions.asFileAttribute(OF_FILES));
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (IOException _) {
      return super.createFile(); // which throws H2's own exception
    }
  }

  @Override
  public void createDirectory() {
    if (IS_POSIX && !exists()) {
      try {
        Files.createDirectory(onDisk(), PosixFilePermissions.asFileAttribute(OF_FOLDERS));
        return;
      } catch (IOException _) {
        // H2 reports it below, unless another process has created it
      }
    }
    super.createDirectory();
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    if (!mode.equals("r")) {
      own();
    }
    return super.open(mode);
  }

  @Override
  public OutputStream newOutputStream(boolean append) throws IOException {
    own();
    return super.newOutputStream(append);
  }

  @Override
  public FilePath createTempFile(String suffix, boolean inTempDir) throws IOException {
    OwnersFiles file = (OwnersFiles) super.createTempFile(suffix, inTempDir);
    file.tighten();
    return file;
  }

  /** Creates the file, or removes its permissions for others. */
  private void own() {
    if (!createFile()) {
      tighten();
    }
  }

  /** Removes the permissions for others of a file that exists. */
  void tighten() {
    if (!IS_POSIX || !exists()) {
      return;
    }
    Path file = onDisk();
    try {
      if (!OF_FILES.containsAll(Files.getPosixFilePermissions(file))) {
        Files.setPosixFilePermissions(file, OF_FILES);
        LOG.info("Others could read {}; now only its owner can", file);
      }
    } catch (IOException e) {
      LOG.warn("Others may read {}: its permissions cannot be changed ({})", file, e.toString());
    }
  }

  private Path onDisk() {
    return onDisk(this);
  }

  /** The file on the disk that a path leads to, whichever file systems lie in between. */
  static Path onDisk(FilePath path) {
    FilePath file = path;
    while (file instanceof FilePathWrapper wrapper) {
      file = wrapper.unwrap();
    }
    return Path.of(file.toString());
  }
}
