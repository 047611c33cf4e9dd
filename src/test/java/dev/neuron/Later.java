package dev.neuron;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers on another thread than the one that the request came on, as a stream does. */
@TestComponent
@RestController
class Later {

  @GetMapping("/later")
  Callable<String> later(HttpServletRequest request) {
    Principal caller = Objects.requireNonNull(request.getUserPrincipal());
    return caller::getName;
  }
}
