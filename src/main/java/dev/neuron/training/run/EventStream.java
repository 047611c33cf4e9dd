package dev.neuron.training.run;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Writes the events of a training as server-sent events: {@code progress}, always including the
 * first and the last one, and then {@code done} with the model or {@code failed} with the problem.
 */
public final class EventStream {

  /**
   * The time after which an idle stream sends a comment, to show that it is alive and to notice a
   * disconnect.
   */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);

  private static final byte[] COMMENT = ": \n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

  private EventStream() {}

  /**
   * Writes the events of a training as they happen, until it has ended. A client that is ahead of
   * the stream receives the events from now on, and the end in any case.
   *
   * @param after the number of the last event that the client knows; 0 for none
   * @throws IOException if the client has disconnected
   */
  public static void write(TrainingEvents events, long after, HttpServletResponse response)
      throws IOException {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Accel-Buffering", "no"); // else nginx would buffer events
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
          ended = true; // the client received the end from another replica
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
   * True if a client that knows an event knows the last one. A number beyond the last event belongs
   * to no event here, so that client still needs the end.
   */
  public static boolean isOver(TrainingEvents events, long known) {
    long end = events.endId();
    return end > 0 && known == end;
  }

  /**
   * The number of the event after which the stream begins. A client is ahead if it knows more
   * events than this replica has received from the one that trains, or sends a number that no event
   * has.
   */
  private static long start(TrainingEvents events, long after) {
    long newest = events.newestId(); // before the end, which may come meanwhile
    return after <= newest || isOver(events, newest) ? after : newest;
  }

  /**
   * Writes an event in two parts: after a disconnect, the first write is lost silently and only the
   * next one fails.
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
