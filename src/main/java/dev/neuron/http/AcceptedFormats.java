package dev.neuron.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Writes responses in UTF-8, whatever charset the Accept header names beside a format. */
@Configuration(proxyBeanMethods = false)
class AcceptedFormats implements WebMvcConfigurer {

  private static final String CHARSET = "charset";

  @Override
  public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
    configurer.strategies(List.of(new WithoutCharset()));
  }

  private static final class WithoutCharset extends HeaderContentNegotiationStrategy {

    @Override
    public List<MediaType> resolveMediaTypes(NativeWebRequest request)
        throws HttpMediaTypeNotAcceptableException {
      List<MediaType> accepted = super.resolveMediaTypes(request);
      return accepted.stream().allMatch(type -> type.getParameter(CHARSET) == null)
          ? accepted
          : accepted.stream().map(WithoutCharset::plain).toList();
    }

    private static MediaType plain(MediaType type) {
      Map<String, String> parameters = new LinkedHashMap<>(type.getParameters());
      parameters.remove(CHARSET);
      return new MediaType(type, parameters);
    }
  }
}
