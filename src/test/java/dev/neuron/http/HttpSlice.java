package dev.neuron.http;

import dev.neuron.admission.AdmissionSlice;
import dev.neuron.http.filter.RequestLimits;
import dev.neuron.http.json.JsonSlice;
import dev.neuron.http.security.SecurityHeaders;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The beans of this package that a slice test of a controller needs beside the advice: strict JSON,
 * limits.
 */
@TestConfiguration(proxyBeanMethods = false)
@Import({
  JsonSlice.class,
  AdmissionSlice.class,
  CrossOriginConfiguration.class,
  SecurityHeaders.class
})
@EnableConfigurationProperties({RequestLimits.class, HttpProperties.class})
public class HttpSlice {}
