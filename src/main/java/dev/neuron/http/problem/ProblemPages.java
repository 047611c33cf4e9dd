package dev.neuron.http.problem;

import dev.neuron.problem.ProblemType;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.HtmlUtils;

/**
 * The short page behind each problem type, and the list of all types. Links are relative, so that
 * they work behind any proxy.
 */
@Hidden
@RestController
class ProblemPages {

  private static final MediaType HTML = MediaType.valueOf("text/html;charset=UTF-8");

  @GetMapping("/problems")
  ResponseEntity<String> list() {
    String items =
        Arrays.stream(ProblemType.values())
            .map(
                type ->
                    "<li><a href=\"%s\">%s</a> (%d)</li>"
                        .formatted(
                            "problems/" + type.slug(),
                            HtmlUtils.htmlEscape(type.title()),
                            type.status().value()))
            .collect(Collectors.joining("\n"));
    return page("Problems", "<ul>\n" + items + "\n</ul>", "problems.css");
  }

  @GetMapping("/problems/{slug}")
  ResponseEntity<String> problem(@PathVariable String slug) {
    return ProblemType.ofSlug(slug)
        .map(type -> page(type.title(), body(type), "../problems.css"))
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such problem."));
  }

  private static String body(ProblemType type) {
    return "<p>Status %d, <code>%s</code></p>\n<p>%s</p>\n<p><a href=\"../problems\">All problems</a></p>"
        .formatted(type.status().value(), type.slug(), HtmlUtils.htmlEscape(type.explanation()));
  }

  private static ResponseEntity<String> page(String title, String body, String style) {
    String html =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%1$s – Neuron</title>
        <link rel="stylesheet" href="%3$s">
        </head>
        <body>
        <h1>%1$s</h1>
        %2$s
        </body>
        </html>
        """
            .formatted(HtmlUtils.htmlEscape(title), body, style);
    return ResponseEntity.ok().contentType(HTML).body(html);
  }
}
