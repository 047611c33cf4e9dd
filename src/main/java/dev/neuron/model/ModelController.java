package dev.neuron.model;

import dev.neuron.model.ModelList.ModelSummary;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code /models}: list, get, import, delete. */
@RestController
@RequestMapping("/models")
class ModelController {

  private static final int MAX_LIMIT = 1000;

  private final ModelStore store;

  ModelController(ModelStore store) {
    this.store = store;
  }

  @GetMapping(produces = "application/json")
  ModelList list(
      @RequestParam(defaultValue = "100") int limit, @RequestParam @Nullable Long after) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "limit must be from 1 to " + MAX_LIMIT + ".");
    }
    ModelStore.Page page = store.list(limit, after == null ? null : micros(after));
    return new ModelList(
        page.models().stream().map(ModelSummary::of).toList(),
        page.next() == null
            ? null
            : String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, page.next())),
        store.count(),
        store.capacity());
  }

  @GetMapping(path = "/{idOrName}", produces = "application/json")
  ResponseEntity<ModelResponse> get(@PathVariable String idOrName) {
    ModelSnapshot snapshot = store.get(idOrName);
    return ResponseEntity.ok().eTag(snapshot.id()).body(ModelResponse.of(snapshot));
  }

  @PostMapping(consumes = "application/json", produces = "application/json")
  ResponseEntity<ModelResponse> add(@RequestBody ModelImport request) {
    ModelSnapshot snapshot = store.put(request.toContent());
    return ResponseEntity.created(URI.create("/models/" + snapshot.id()))
        .body(ModelResponse.of(snapshot));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    store.delete(id);
  }

  private static Instant micros(long sinceEpoch) {
    return Instant.EPOCH.plus(sinceEpoch, ChronoUnit.MICROS);
  }
}
