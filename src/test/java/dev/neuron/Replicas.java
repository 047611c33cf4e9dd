package dev.neuron;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Several replicas, each in a process of its own, on addresses of the loopback interface. */
final class Replicas implements AutoCloseable {

  private static final String NAME = "neuron-replicas";
  private static final int FIRST_ADDRESS = 11;

  private final int count;
  private final IntFunction<Map<String, String>> environment;
  private final Path hosts;
  private final int port;
  private final List<ServiceProcess> processes = new ArrayList<>();

  private Replicas(int count, IntFunction<Map<String, String>> environment, Path folder)
      throws IOException {
    this.count = count;
    this.environment = environment;
    hosts = folder.resolve("hosts");
    List<String> lines = new ArrayList<>(List.of("127.0.0.1 localhost"));
    IntStream.range(0, count).forEach(replica -> lines.add(address(replica) + " " + NAME));
    Files.write(hosts, lines);
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
  }

  /** Starts replicas at the same time, and waits until they see each other. */
  static Replicas start(int count, Path folder, String... properties) {
    return start(count, _ -> Map.of(), folder, properties);
  }

  /** Starts replicas, each with its own environment variables. */
  static Replicas start(
      int count, IntFunction<Map<String, String>> environment, Path folder, String... properties) {
    try {
      Replicas replicas = new Replicas(count, environment, folder);
      List<CompletableFuture<ServiceProcess>> starting =
          IntStream.range(0, count)
              .mapToObj(
                  replica ->
                      CompletableFuture.supplyAsync(() -> replicas.start(replica, properties)))
              .toList();
      starting.forEach(process -> replicas.processes.add(process.join()));
      replicas.awaitMembers(count);
      return replicas;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String address(int replica) {
    return "127.0.0." + (FIRST_ADDRESS + replica);
  }

  private ServiceProcess start(int replica, String... properties) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "spring.profiles.active=cluster",
                "neuron.cluster.service-dns=" + NAME,
                "neuron.cluster.address=" + address(replica),
                "neuron.cluster.port=" + port,
                "neuron.cluster.expected=" + count));
    all.addAll(List.of(properties));
    return ServiceProcess.start(
        environment.apply(replica),
        List.of("-Djdk.net.hosts.file=" + hosts, "-Xmx256m"),
        all.toArray(String[]::new));
  }

  /** Starts one more, to which the others are known; it is not one of these, and to be closed. */
  ServiceProcess stranger(String... properties) {
    return start(processes.size(), properties);
  }

  /** Opens a connection to the port on which a replica listens to the others. */
  Socket connectTo(int replica) throws IOException {
    return new Socket(address(replica), port);
  }

  /** The address and port on which a replica listens to the others. */
  String clusterAddress(int replica) {
    return address(replica) + ":" + port;
  }

  /** Waits until every replica that answers sees so many, and all copies are made. */
  void awaitMembers(int members) {
    for (ServiceProcess process : processes) {
      Waiting.until(members + " members", () -> !process.isAlive() || sees(process, members));
    }
  }

  private static boolean sees(ServiceProcess process, int members) {
    String health = process.client().get("/actuator/health/cluster").text();
    return health.contains("\"members\":" + members) && health.contains("\"allCopiesMade\":true");
  }

  ServiceProcess get(int replica) {
    return processes.get(replica);
  }

  ServiceClient client(int replica) {
    return processes.get(replica).client();
  }

  /** Ends one as {@code kill -9} does. */
  void kill(int replica) {
    processes.get(replica).close();
  }

  /** Starts one anew that has ended. */
  void restart(int replica, String... properties) {
    processes.set(replica, start(replica, properties));
  }

  @Override
  public void close() {
    processes.forEach(ServiceProcess::close);
  }
}
