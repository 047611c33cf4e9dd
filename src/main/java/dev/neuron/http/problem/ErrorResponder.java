package dev.neuron.http.problem;

import dev.neuron.http.proxy.PrefixedRequest;
import dev.neuron.problem.Problem;
import dev.neuron.problem.ProblemType;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Responds to failures outside the controllers, and to unexpected ones, with a problem too. */
@Hidden
@RestController
class ErrorResponder implements ErrorController {

  @RequestMapping("/error")
  ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    ProblemType type = ProblemType.of(code instanceof Integer status ? status : 404);
    ProblemDetail problem = Problem.of(type, type.explanation());
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path) {
      Problem.setInstance(problem, PrefixedRequest.prefix(request) + path);
    }
    return ResponseEntity.status(type.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
