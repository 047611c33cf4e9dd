package dev.neuron.training.job;

import dev.neuron.model.ListPage;
import dev.neuron.model.Owner;
import dev.neuron.training.run.EventStream;
import dev.neuron.training.run.TrainingEvents;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code /trainings}: list, get, watch, cancel. */
@Tag(name = "Training")
@RestController
@RequestMapping("/trainings")
class JobController {

  private static final Pattern EVENT_ID = Pattern.compile("[0-9]{1,18}");

  private final Jobs jobs;

  JobController(Jobs jobs) {
    this.jobs = jobs;
  }

  @Operation(
      operationId = "listTrainings",
      summary = "List the trainings, the newest first",
      description =
          "Those that were asked for with Prefer: respond-async. In pages; what a page gives as next"
              + " is passed as after to get the one behind it.")
  @ApiResponse(responseCode = "200", description = "One page of trainings")
  @ApiResponse(responseCode = "400", ref = "Problem400")
  @GetMapping(produces = "application/json")
  JobResponse.Page list(
      @Parameter(
              description = "The most trainings to list",
              example = "100",
              schema =
                  @Schema(type = "integer", defaultValue = "100", minimum = "1", maximum = "1000"))
          @RequestParam(defaultValue = "100")
          int limit,
      @Parameter(
              description = "What the page before gave as next",
              schema = @Schema(type = "string", pattern = ListPage.SCHEMA_PATTERN))
          @RequestParam
          @Nullable Long after,
      HttpServletRequest request) {
    ListPage page = ListPage.of(limit, after);
    return JobResponse.Page.of(jobs.all(Owner.of(request)), limit, page.before());
  }

  @Operation(
      operationId = "getTraining",
      summary = "Get the state of a training",
      description =
          "State, epochs completed, loss, and in the end the id of the model or the problem.")
  @ApiResponse(responseCode = "200", description = "State and progress")
  @ApiResponse(responseCode = "404", ref = "Problem404")
  @ApiResponse(responseCode = "410", ref = "Problem410")
  @GetMapping(path = "/{id}", produces = "application/json")
  JobResponse get(
      @Parameter(description = "Id of the training") @PathVariable String id,
      HttpServletRequest request) {
    return jobs.get(Owner.of(request), id);
  }

  @Operation(
      operationId = "watchTraining",
      summary = "Watch a training",
      description =
          "Server-sent events, each with an id: progress (at most 20 a second, the first and the last"
              + " always), then done with the model or failed with the problem. The loss of progress is"
              + " what the forward pass of its last epoch saw; that of the last progress belongs to its"
              + " own W and b, which are those of done. With Last-Event-ID the stream goes on after that"
              + " event; progress that later progress has superseded is not repeated. 204 if that is"
              + " the end. With a number beyond the events that there are, the stream goes on from where"
              + " it is, and its end is told.")
  @Parameter(
      name = "Last-Event-ID",
      in = ParameterIn.HEADER,
      description = "The id of the last event that is known",
      schema = @Schema(type = "integer", minimum = "0"))
  @ApiResponse(
      responseCode = "200",
      description = "The events",
      content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "204", description = "The last event is known already")
  @ApiResponse(responseCode = "400", ref = "Problem400")
  @ApiResponse(responseCode = "404", ref = "Problem404")
  @ApiResponse(responseCode = "410", ref = "Problem410")
  @GetMapping(path = "/{id}/events", produces = "text/event-stream")
  void events(
      @Parameter(description = "Id of the training") @PathVariable String id,
      @Parameter(hidden = true) @RequestHeader(name = "Last-Event-ID", defaultValue = "0")
          String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (!EVENT_ID.matcher(lastEventId).matches()) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "Last-Event-ID must be the id of an event of this stream.");
    }
    TrainingEvents events = jobs.events(Owner.of(request), id);
    long known = Long.parseLong(lastEventId);
    if (EventStream.isOver(events, known)) {
      response.setStatus(HttpStatus.NO_CONTENT.value()); // this stops a browser from reconnecting
    } else {
      EventStream.write(events, known, response);
    }
  }

  @Operation(
      operationId = "cancelTraining",
      summary = "Cancel a training",
      description =
          "One that has begun ends after its epoch, and its model so far is kept with the stopReason"
              + " CANCELLED. One that has ended is forgotten; its model stays.")
  @ApiResponse(responseCode = "202", description = "About to end")
  @ApiResponse(responseCode = "204", description = "Had ended, and is forgotten")
  @ApiResponse(responseCode = "404", ref = "Problem404")
  @ApiResponse(responseCode = "410", ref = "Problem410")
  @DeleteMapping("/{id}")
  ResponseEntity<Void> cancel(
      @Parameter(description = "Id of the training") @PathVariable String id,
      HttpServletRequest request) {
    boolean hadEnded = jobs.cancelOrForget(Owner.of(request), id);
    return ResponseEntity.status(hadEnded ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED).build();
  }
}
