package dev.neuron.training.run;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A training as a stream of server-sent events: {@code progress}, the first and the last always,
 * and then {@code done} with the model or {@code failed} with the problem.
 */
public final class EventStream {

  /** How often a stream on which nothing happens shows that it is alive, and looks who is there. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);

  private static final byte[] COMMENT = ": \n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

  private EventStream() {}

  /**
   * Writes the events of a training as they happen, until it has ended. To a client that is ahead
   * of the stream, what happens from now on, and the end in any case.
   *
   * @param after the number of the last event that the client knows; 0 for none
   * @throws IOException if the client has gone
   */
  public static void write(TrainingEvents events, long after, HttpServletResponse response)
      throws IOException {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Accel-Buffering", "no"); // or nginx would hold events back
    response.flushBuffer();
    OutputStream body = response.getOutputStream();
    try {
      long known = start(events, after);
      boolean ended = false;
      while (!ended) {
        TrainingEvent event = events.next(known, KEEP_ALIVE);
        if (event != null) {
          write(events, event, body);
          known = event.id();
          ended = event.isLast();
        } else if (isOver(events, known)) {
          ended = true; // it ended with what the client knew from elsewhere
        } else {
          body.write(COMMENT);
          body.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Whether a client that knows an event knows the last one. A number beyond it is of no event
   * here: that client has yet to be told the end.
   */
  public static boolean isOver(TrainingEvents events, long known) {
    long end = events.endId();
    return end > 0 && known == end;
  }

  /**
   * After which event the stream begins. A client is ahead if it knows more than this replica was
   * told by the one that trains, or sends a number that no event had.
   */
  private static long start(TrainingEvents events, long after) {
    long newest = events.newestId(); // before the end, which may come meanwhile
    return after <= newest || isOver(events, newest) ? after : newest;
  }

  /**
   * Writes an event in two parts: what is sent first to a client that has gone is lost without a
   * word, and only what is sent next fails.
   */
  private static void write(TrainingEvents events, TrainingEvent event, OutputStream body)
      throws IOException {
    body.write(
        "event: %s\nid: %d\n".formatted(event.name(), event.id()).getBytes(StandardCharsets.UTF_8));
    body.flush();
    body.write(DATA);
    events.writeData(event, body);
    body.write(END);
    body.flush();
  }
}
