package dev.neuron;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test that takes about ten seconds or more within the JVM of the tests: it waits for limits in
 * time, or goes through thousands of cases. {@code ./mvnw verify} runs it, {@code ./mvnw test} only
 * by its name ({@code -Dtest=}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("long")
public @interface LongTest {}
