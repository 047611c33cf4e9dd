package dev.neuron;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;

/**
 * A test of the whole service on a port of its own, in the JVM of the tests; the same service for
 * all such tests with the same properties.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("service")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@interface ServiceTest {

  /** Properties that differ from the defaults, such as {@code neuron.models.max-models=3}. */
  @AliasFor(annotation = SpringBootTest.class)
  String[] properties() default {};
}
