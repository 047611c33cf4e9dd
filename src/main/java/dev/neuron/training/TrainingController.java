package dev.neuron.training;

import dev.neuron.model.ModelResponse;
import dev.neuron.model.ModelSnapshot;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /train}. */
@RestController
class TrainingController {

  private final Trainer trainer;

  TrainingController(Trainer trainer) {
    this.trainer = trainer;
  }

  @PostMapping(path = "/train", consumes = "application/json", produces = "application/json")
  ResponseEntity<ModelResponse> train(@RequestBody TrainingRequest request) {
    ModelSnapshot snapshot = trainer.train(request);
    return ResponseEntity.created(URI.create("/models/" + snapshot.id()))
        .body(ModelResponse.of(snapshot));
  }
}
