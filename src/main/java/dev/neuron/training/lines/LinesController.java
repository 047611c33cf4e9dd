package dev.neuron.training.lines;

import dev.neuron.admission.BodyMemory;
import dev.neuron.admission.Caller;
import dev.neuron.admission.TrainingPool;
import dev.neuron.core.data.UnmarkedInputStream;
import dev.neuron.http.filter.RequestLimits;
import dev.neuron.model.Owner;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * {@code POST /train/lines}, and {@code POST /train} of {@code application/x-ndjson}. One thread of
 * a request reads lines and trains, another one writes the responses.
 */
@Tag(name = "Training")
@RestController
class LinesController {

  static final String PATH = "/train/lines";
  static final int MAX_LINE = 1 << 20;
  static final String LINES = "application/x-ndjson";
  private static final long MAX_SPOOL_MEMORY = 1 << 17;

  private final LineTrainer.Factory trainers;
  private final TrainingPool pool;
  private final BodyMemory memory;
  private final SpoolSpace space;
  private final Duration maxLineTime;

  LinesController(
      LineTrainer.Factory trainers,
      TrainingPool pool,
      BodyMemory memory,
      SpoolSpace space,
      RequestLimits limits) {
    this.trainers = trainers;
    this.pool = pool;
    this.memory = memory;
    this.space = space;
    maxLineTime = limits.maxBodyTime();
  }

  @Hidden // the same for clients that know /train alone
  @PostMapping(path = "/train", consumes = LINES, produces = LINES)
  void trainLines(HttpServletRequest request, HttpServletResponse response) throws IOException {
    train(request, response);
  }

  @LinesOperation
  @PostMapping(path = PATH, consumes = LINES, produces = LINES)
  void train(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (request.getQueryString() != null) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "Trainings a line each take no parameters; each line says all.");
    }
    Caller caller = Caller.of(request);
    pool.requireRoom(caller);
    LineTrainer trainer = trainers.of(Owner.of(request), caller);
    LineReader reader =
        new LineReader(new UnmarkedInputStream(request.getInputStream()), MAX_LINE, maxLineTime);
    response.setContentType(LINES);
    try (ResponseSpool spool = new ResponseSpool(MAX_SPOOL_MEMORY, space)) {
      LinesTraining training =
          new LinesTraining(reader, trainer, new LineMemory(memory, request), spool, pool);
      Thread writer =
          Thread.ofVirtual()
              .name("line-responses")
              .start(() -> writeAll(training, spool, response));
      training.run();
      writer.join();
      requireComplete(spool);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /**
   * Writes until the end, or until the client has disconnected; then the responses are no longer
   * needed.
   */
  private static void writeAll(
      LinesTraining training, ResponseSpool spool, HttpServletResponse response) {
    try {
      OutputStream out = response.getOutputStream();
      byte[] bytes = spool.read();
      while (bytes != null) {
        out.write(bytes);
        if (spool.isDrained()) {
          out.flush();
        }
        bytes = spool.read();
      }
    } catch (IOException e) {
      training.abandon(); // the client has disconnected, or responses are missing
    } catch (InterruptedException e) {
      training.abandon();
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      spool.fail(e);
      training.abandon();
    }
  }

  /**
   * Throws if responses are missing: after the response has begun, an exception makes the server
   * abort the connection, so that the client notices.
   */
  private static void requireComplete(ResponseSpool spool) throws IOException {
    Throwable failure = spool.failure();
    if (failure instanceof RuntimeException known) {
      throw known;
    }
    if (failure != null) {
      throw new IOException("Some lines have no response", failure);
    }
  }
}
