package dev.neuron;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.springframework.util.FileSystemUtils;

/**
 * A jar of the compiled classes and a JVM cache for it ({@code -XX:AOTCache}), so that a process
 * starts in a third of the processor time. Both are made once for each state of the classes, below
 * {@code target/process-tests}; test JVMs that run side by side share them.
 */
final class StartCache {

  private static final Path FOLDER = Path.of("target", "process-tests");

  /** Beans worked out by an earlier build; only a packaged service may use them. */
  private static final String PREPARED = "NeuronApplication__ApplicationContextInitializer.class";

  private static final List<String> CLASS_PATH =
      List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));

  private final Path folder;
  private final Path jar;
  private final Path cache;

  private StartCache(Path folder) {
    this.folder = folder;
    jar = folder.resolve("neuron.jar");
    cache = folder.resolve("neuron.aot");
  }

  /** Returns the arguments of {@code java} that start the service: the cache and the jar. */
  static List<String> arguments() {
    StartCache current = Current.INSTANCE;
    return List.of(
        "-XX:AOTCache=" + current.cache.toAbsolutePath(),
        "-jar",
        current.jar.toAbsolutePath().toString());
  }

  /** Returns the jar that the cache is for. */
  static Path jar() {
    return Current.INSTANCE.jar;
  }

  private static final class Current {
    static final StartCache INSTANCE = forClasses();
  }

  private static StartCache forClasses() {
    try {
      Path folder = FOLDER.resolve(stateOfClasses());
      Files.createDirectories(folder);
      StartCache found = new StartCache(folder);
      try (FileChannel lock =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock(); // given back when it is closed
        if (!Files.exists(found.cache)) {
          found.deleteOlder();
          found.writeJar();
          found.record();
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes what was made for earlier states of the classes: a hundred megabytes each. */
  private void deleteOlder() throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      for (Path other : all.filter(each -> !each.equals(folder)).toList()) {
        FileSystemUtils.deleteRecursively(other);
      }
    }
  }

  /** Returns a name that changes with each compilation, and with the JVM and the libraries. */
  private static String stateOfClasses() throws IOException {
    String described =
        classFiles().stream()
            .map(file -> "%s %d".formatted(file, file.toFile().lastModified()))
            .collect(Collectors.joining("\n", System.getProperty("java.home") + CLASS_PATH, ""));
    return HexFormat.of().toHexDigits(described.hashCode());
  }

  private static Path classes() {
    return CLASS_PATH.stream()
        .map(Path::of)
        .filter(entry -> entry.endsWith("classes"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> classFiles() throws IOException {
    return filesAndFolders().stream().filter(Files::isRegularFile).toList();
  }

  private static List<Path> filesAndFolders() throws IOException {
    try (Stream<Path> all = Files.walk(classes())) {
      return all.skip(1).filter(each -> !each.endsWith(PREPARED)).sorted().toList();
    }
  }

  /** The folders have entries too: without them Spring finds no components in a jar. */
  private void writeJar() throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(jar));
        JarOutputStream entries = new JarOutputStream(file, manifest())) {
      for (Path each : filesAndFolders()) {
        boolean folder = Files.isDirectory(each);
        entries.putNextEntry(new ZipEntry(nameInJar(each) + (folder ? "/" : "")));
        if (!folder) {
          Files.copy(each, entries);
        }
        entries.closeEntry();
      }
    }
  }

  private static String nameInJar(Path file) {
    return classes().relativize(file).toString().replace(File.separatorChar, '/');
  }

  /**
   * As that of the real jar, with the libraries where Maven keeps them; without the tests. Their
   * paths are relative: the cache leaves out what is named otherwise.
   */
  private Manifest manifest() {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, NeuronApplication.class.getName());
    attributes.put(
        Attributes.Name.CLASS_PATH,
        CLASS_PATH.stream()
            .filter(entry -> entry.endsWith(".jar"))
            .map(entry -> folder.toAbsolutePath().relativize(Path.of(entry)).toString())
            .collect(Collectors.joining(" ")));
    attributes.putValue("Add-Exports", "java.base/jdk.internal.module");
    return manifest;
  }

  /**
   * Runs the service once, as the only replica of a cluster, so that the cache has the classes of
   * replicas too; its JVM writes the cache when it ends.
   */
  private void record() throws IOException {
    Path unfinished = cache.resolveSibling("unfinished.aot");
    try (ServiceProcess process =
        ServiceProcess.startCold(
            jar,
            "-XX:AOTCacheOutput=" + unfinished,
            "spring.profiles.active=cluster",
            "neuron.cluster.service-dns=localhost",
            "neuron.cluster.address=127.0.0.1",
            "neuron.cluster.port=" + freePort(),
            "neuron.cluster.expected=1")) {
      process.client().train(Examples.slides("{\"epochs\": 5}")).expect(201);
      process.terminate();
      process.exitCode(ServiceProcess.PATIENCE_SECONDS);
      if (!Files.exists(unfinished)) {
        throw new IOException("no cache was written:\n" + process.output());
      }
    }
    Files.move(unfinished, cache, StandardCopyOption.ATOMIC_MOVE);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
