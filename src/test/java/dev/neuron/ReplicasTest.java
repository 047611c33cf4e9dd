package dev.neuron;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A process test of several replicas. Only one such test runs at a time: replicas use the same
 * addresses, and without a processor for seconds they take each other for lost.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ProcessTest
@Tag("cluster")
@ResourceLock("replicas")
public @interface ReplicasTest {}
