package dev.neuron;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test that starts more than one service in the JVM of the tests: services in JVMs of their own,
 * replicas, databases, browsers, proxies, other programs. {@code ./mvnw verify} runs it, {@code
 * ./mvnw test} only by its name ({@code -Dtest=}).
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("process")
public @interface ProcessTest {}
