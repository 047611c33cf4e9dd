package dev.neuron.training.upload;

import dev.neuron.http.filter.BodyKind;
import dev.neuron.http.filter.StreamedBody;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Declares the body of an upload as streamed. */
@Configuration(proxyBeanMethods = false)
class UploadConfiguration {

  @Bean
  StreamedBody uploadBody() {
    return new StreamedBody(UploadController.PATH, null, BodyKind.UPLOAD);
  }
}
