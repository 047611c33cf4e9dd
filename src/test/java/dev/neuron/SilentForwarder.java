package dev.neuron;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Forwards connections to a server, until it falls silent as a host does that has vanished:
 * connections stay open, and nothing comes of what they send. Those of that time stay silent.
 */
public final class SilentForwarder implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final ServerSocket listening;
  private final int target;
  private final List<Forwarded> all = new CopyOnWriteArrayList<>();
  private volatile boolean silent;

  /** Forwards to a port on the loopback interface. */
  public SilentForwarder(int target) {
    this.target = target;
    try {
      listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Where it listens on the loopback interface. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Lets nothing through any more. */
  public void fallSilent() {
    silent = true;
    all.forEach(connection -> connection.silent = true);
  }

  /** Forwards connections from now on. */
  public void comeBack() {
    silent = false;
  }

  private void accept() {
    try {
      while (true) {
        Forwarded connection = new Forwarded(listening.accept(), silent);
        all.add(connection);
        connection.start();
      }
    } catch (IOException _) {
      // closed
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    all.forEach(Forwarded::close);
  }

  private final class Forwarded {

    private final Socket client;
    private final Socket server = new Socket();
    volatile boolean silent;

    Forwarded(Socket client, boolean silent) {
      this.client = client;
      this.silent = silent;
    }

    void start() {
      if (silent) {
        return;
      }
      try {
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        Thread.ofVirtual().start(() -> pump(client, server));
        Thread.ofVirtual().start(() -> pump(server, client));
      } catch (IOException _) {
        close(); // the server is not there
      }
    }

    private void pump(Socket from, Socket to) {
      byte[] buffer = new byte[BUFFER_BYTES];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
          if (!silent) {
            out.write(buffer, 0, length);
          }
        }
      } catch (IOException _) {
        // one side has closed it
      }
      if (!silent) {
        close();
      }
    }

    void close() {
      try {
        client.close();
        server.close();
      } catch (IOException _) {
        // as good as closed
      }
    }
  }
}
