package dev.neuron.http.json;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;

/** Strict JSON for a slice test. */
@TestConfiguration(proxyBeanMethods = false)
@Import(JacksonConfiguration.class)
public class JsonSlice {}
