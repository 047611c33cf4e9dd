package dev.neuron.training;

import dev.neuron.admission.BodyMemory;
import dev.neuron.admission.Caller;
import dev.neuron.admission.MemoryShare;
import dev.neuron.model.ModelResponse;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.training.job.Job;
import dev.neuron.training.job.JobResponse;
import dev.neuron.training.job.Jobs;
import dev.neuron.training.run.EventStream;
import dev.neuron.training.run.PreparedTraining;
import dev.neuron.training.run.RunEvents;
import dev.neuron.training.run.TrainingRun;
import dev.neuron.training.run.Trainings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Begins a training in the requested mode, and responds. */
@Component
public class TrainingResponder {

  private final Trainings trainings;
  private final Jobs jobs;
  private final RunEvents events;
  private final TrainingLimits limits;

  TrainingResponder(Trainings trainings, Jobs jobs, RunEvents events, TrainingLimits limits) {
    this.trainings = trainings;
    this.jobs = jobs;
    this.events = events;
    this.limits = limits;
  }

  /**
   * Begins a training and returns the response of its mode.
   *
   * @return null if the response has already been written
   */
  @Nullable ResponseEntity<?> respond(
      ResponseMode mode,
      PreparedTraining training,
      HttpServletRequest request,
      HttpServletResponse response) {
    return switch (mode) {
      case DRY_RUN -> dryRun(training, null);
      case WAIT -> created(trainings.await(Caller.of(request), training), request);
      case JOB -> {
        Job job = begin(training, request);
        ResponseEntity.BodyBuilder accepted = accepted(job, request);
        if (ResponseMode.prefersAsync(request)) {
          accepted.header("Preference-Applied", ResponseMode.RESPOND_ASYNC);
        }
        yield accepted.body(jobs.response(job));
      }
      case STREAM -> {
        stream(trainings.begin(Caller.of(request), training), response);
        yield null;
      }
    };
  }

  /** Returns the response of a dry run. */
  ResponseEntity<?> dryRun(PreparedTraining training, @Nullable PreviewResponse preview) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON) // even where only a stream is accepted
        .body(DryRunResponse.of(training, limits, preview));
  }

  private static ResponseEntity<?> created(ModelSnapshot snapshot, HttpServletRequest request) {
    MemoryShare memory = BodyMemory.of(request);
    if (memory != null) { // a client may read slowly, and the dataset is no longer needed
      memory.resize(Math.min(memory.bytes(), snapshot.content().estimatedBytes()));
    }
    return ResponseEntity.created(location(request, "/models/" + snapshot.id()))
        .body(ModelResponse.of(snapshot));
  }

  /** Begins a job, which then owns the memory of the request. */
  private Job begin(PreparedTraining training, HttpServletRequest request) {
    Job job = jobs.begin(Caller.of(request), training);
    MemoryShare memory = BodyMemory.takeOver(request);
    if (memory != null) {
      var _ = job.run().outcome().whenComplete((_, _) -> memory.close());
    }
    return job;
  }

  /**
   * Begins a job and returns a response with its location.
   *
   * @param ended is run when it has ended
   */
  public ResponseEntity<JobResponse> begin(
      PreparedTraining training, HttpServletRequest request, Runnable ended) {
    Job job = begin(training, request);
    var _ = job.run().outcome().whenComplete((_, _) -> ended.run());
    return accepted(job, request).body(jobs.response(job));
  }

  private static ResponseEntity.BodyBuilder accepted(Job job, HttpServletRequest request) {
    return ResponseEntity.accepted().location(location(request, "/trainings/" + job.id()));
  }

  private static URI location(HttpServletRequest request, String path) {
    return URI.create(request.getContextPath() + path);
  }

  private void stream(TrainingRun run, HttpServletResponse response) {
    try {
      EventStream.write(events.of(run), 0, response);
    } catch (IOException e) {
      run.abandon(); // the client has disconnected, and no other client can reach the training
    }
  }
}
