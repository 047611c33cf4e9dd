package dev.neuron.http;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call.
 *
 * @param allowedOrigins origins whose pages may call, as patterns such as {@code
 *     https://*.example.org} or {@code http://localhost:[*]} (any port)
 */
@ConfigurationProperties("neuron.http")
record HttpProperties(
    @DefaultValue({
          "http://localhost:[*]",
          "https://localhost:[*]",
          "http://127.0.0.1:[*]",
          "https://127.0.0.1:[*]",
          "http://[::1]:[*]",
          "https://[::1]:[*]"
        })
        List<String> allowedOrigins) {}
