package dev.neuron.training.job;

import dev.neuron.model.ListPage;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.problem.ExceptionProblems;
import dev.neuron.training.run.Progress;
import dev.neuron.training.run.TrainingRun;
import dev.neuron.training.run.TrainingRun.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** The state of a training in the background. */
@Schema(name = "Training")
public record JobResponse(
    String id,
    State state,
    @Schema(
            description =
                "True while the trained model is being stored, which is retried if the store is"
                    + " unavailable; absent otherwise")
        @Nullable Boolean storing,
    @Schema(description = "Epochs completed") int epoch,
    @Schema(description = "Epochs asked for") int epochs,
    @Schema(
            description =
                "What the last completed epoch's forward pass saw; once there is a model, the model's"
                    + " loss")
        @Nullable Double loss,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Schema(description = "Until when this can be asked for; the model stays")
        @Nullable Instant expiresAt,
    @Schema(
            description =
                "The model; also of a training that was cancelled or overdue after it had begun")
        @Nullable String modelId,
    @Schema(description = "Why it failed", ref = "#/components/schemas/Problem")
        @Nullable ProblemDetail problem) {

  /** One page of trainings, the newest first. */
  @Schema(name = "TrainingList")
  record Page(
      List<JobResponse> trainings,
      @Schema(description = "To be passed as after for the next page; absent on the last")
          @Nullable String next,
      @Schema(description = "How many there are") int count) {

    /**
     * Returns a page of all jobs, the newest first. Jobs of different replicas created in the same
     * microsecond are on one page, even if that makes it longer.
     *
     * @param before only those that were created before; null for the newest
     */
    static Page of(List<JobResponse> all, int limit, @Nullable Instant before) {
      List<JobResponse> rest =
          all.stream().filter(job -> before == null || job.createdAt().isBefore(before)).toList();
      int to = Math.min(limit, rest.size());
      while (to < rest.size() && rest.get(to).createdAt().equals(rest.get(to - 1).createdAt())) {
        to++;
      }
      List<JobResponse> page = rest.subList(0, to);
      return new Page(
          page, to == rest.size() ? null : ListPage.next(page.getLast().createdAt()), all.size());
    }
  }

  /**
   * Returns the state of a job.
   *
   * @param keepFor how long it is kept after its end
   */
  static JobResponse of(Job job, Duration keepFor) {
    TrainingRun run = job.run();
    State state = run.state();
    Progress progress = run.progress();
    TrainingRun.End end = run.end();
    JobResponse open =
        new JobResponse(
            job.id(),
            state,
            run.isStoring() ? true : null,
            progress == null ? 0 : progress.epoch(),
            run.epochs(),
            progress == null ? null : progress.loss(),
            job.createdAt(),
            run.startedAt(),
            null,
            null,
            null,
            null);
    return end == null ? open : open.ended(end, keepFor);
  }

  private JobResponse ended(TrainingRun.End end, Duration keepFor) {
    ModelSnapshot model = end.snapshot();
    Exception cause = end.state() == State.FAILED ? end.cause() : null;
    return new JobResponse(
        id,
        end.state(),
        storing,
        epoch,
        epochs,
        loss,
        createdAt,
        startedAt,
        end.at(),
        end.at().plus(keepFor),
        model == null ? null : model.id(),
        cause == null ? null : ExceptionProblems.of(cause));
  }

  /** Returns this job as failed. */
  JobResponse failed(Instant at, Instant expires, ProblemDetail why) {
    return new JobResponse(
        id, State.FAILED, null, epoch, epochs, loss, createdAt, startedAt, at, expires, null, why);
  }
}
