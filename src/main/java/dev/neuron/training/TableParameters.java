package dev.neuron.training;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes in the OpenAPI document the query parameters of a table to train on: its name and
 * target, and a parameter for each hyperparameter.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface TableParameters {

  /** The parameters of a table that the operation does not take. */
  String[] without() default {};
}
