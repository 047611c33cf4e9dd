package dev.neuron.training.lines;

import dev.neuron.http.filter.BodyKind;
import dev.neuron.http.filter.StreamedBody;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Declares the body of trainings, one a line, as streamed. */
@Configuration(proxyBeanMethods = false)
class LinesConfiguration {

  @Bean
  StreamedBody linesBody() {
    return new StreamedBody(LinesController.PATH, LinesController.LINES, BodyKind.LINES);
  }

  @Bean
  StreamedBody linesBodyOfTrain() {
    return new StreamedBody("/train", LinesController.LINES, BodyKind.LINES);
  }
}
