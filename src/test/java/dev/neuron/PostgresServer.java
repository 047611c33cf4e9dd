package dev.neuron;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL of our own on the loopback interface, where the machine has the programs; a test
 * that needs it is skipped where it has not.
 */
public final class PostgresServer {

  private static final Path PACKAGED = Path.of("/usr/lib/postgresql");
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path folder;
  private final Path programs;
  private final int port;
  private boolean running;

  private PostgresServer(Path programs) throws IOException, InterruptedException {
    this.programs = programs;
    folder = Files.createTempDirectory("postgres");
    folder.toFile().deleteOnExit();
    port = freePort();
    if (isRoot()) { // as whom PostgreSQL refuses to run
      Program.run(folder, "chown", "postgres", folder.toString());
    }
    run("initdb", "-D", data(), "-U", "neuron", "-A", "trust", "-E", "UTF8", "--no-sync");
    start();
  }

  /** The one that all tests share, which ends with them. */
  public static PostgresServer shared() {
    programs(); // skips here: a class that could not be initialized would be an error the next time
    return Shared.SERVER;
  }

  private static final class Shared {

    static final PostgresServer SERVER = start(programs());

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }
  }

  /** One for a test that stops it. */
  public static PostgresServer own() {
    return start(programs());
  }

  private static PostgresServer start(Path programs) {
    try {
      return new PostgresServer(programs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path programs() {
    if (!Files.isDirectory(PACKAGED)) {
      return Path.of(Program.found("initdb")).resolveSibling("");
    }
    try (Stream<Path> versions = Files.list(PACKAGED)) {
      Path newest = Collections.max(versions.toList()).resolve("bin");
      assumeTrue(Files.isExecutable(newest.resolve("initdb")), "there is no initdb");
      return newest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /** Starts it again after {@link #stop}. */
  public void start() {
    running = true;
    String options = "-h 127.0.0.1 -p %d -k %s -c max_connections=300".formatted(port, folder);
    run(
        "pg_ctl",
        "-D",
        data(),
        "-l",
        folder.resolve("log").toString(),
        "-o",
        options,
        "-w",
        "start");
  }

  /** Stops it, and with it what is connected. */
  public void stop() {
    if (running) {
      running = false;
      run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }
  }

  /** Stops all of its processes, so that what is connected hears no more of them. */
  public void freeze() {
    signal("-STOP");
  }

  /** Lets its processes go on. */
  public void resume() {
    signal("-CONT");
  }

  /** The port on the loopback interface. */
  public int port() {
    return port;
  }

  /** Its processes come and go, so that one may be gone when it is told. */
  private void signal(String signal) {
    try {
      String main = Files.readAllLines(Path.of(data(), "postmaster.pid")).getFirst().strip();
      ProcessHandle process = ProcessHandle.of(Long.parseLong(main)).orElseThrow();
      kill(signal, main);
      for (ProcessHandle child : process.descendants().toList()) {
        kill(signal, String.valueOf(child.pid()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void kill(String signal, String pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor();
  }

  /** Ends it and removes what it has written. */
  public void close() {
    if (running) {
      resume();
    }
    stop();
    try {
      Program.run(Path.of("/"), "rm", "-rf", folder.toString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes an empty database and answers its URL, for the user neuron without a password. */
  public String newDatabase() {
    return newDatabase(new String[0]);
  }

  private String newDatabase(String... options) {
    String name = "models" + DATABASES.incrementAndGet();
    List<String> arguments =
        new ArrayList<>(List.of("-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "neuron"));
    arguments.addAll(List.of(options));
    arguments.add(name);
    run("createdb", arguments.toArray(String[]::new));
    return url(name);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /** As {@link #newDatabase}, with its files in a folder, for instance on another disk. */
  public String newDatabaseIn(Path disk) {
    Path tablespace = disk.resolve("tablespace");
    try {
      Files.createDirectory(tablespace);
      if (isRoot()) {
        Program.run(folder, "chown", "postgres", tablespace.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    String name = "tablespace" + DATABASES.incrementAndGet();
    execute("postgres", "create tablespace %s location '%s'".formatted(name, tablespace));
    return newDatabase("-D", name);
  }

  private void execute(String database, String statement) {
    try (Connection connection = DriverManager.getConnection(url(database), "neuron", "");
        Statement running = connection.createStatement()) {
      running.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      Program.run(Path.of(System.getProperty("java.io.tmpdir")), command.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
