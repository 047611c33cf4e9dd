package dev.neuron;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * A test of the whole service with access control, on a port of its own; the same service for all
 * such tests. Anna and Ben have a token each.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest(
    properties = {
      "neuron.security.tokens[0].name=anna",
      "neuron.security.tokens[0].sha256=" + ControlledService.SHA_256_OF_ANNA,
      "neuron.security.tokens[1].name=ben",
      "neuron.security.tokens[1].sha256=" + ControlledService.SHA_256_OF_BEN
    })
@Import(Later.class)
@interface ControlledService {
  // printf %s anna-0 | openssl dgst -sha256
  String ANNA = "anna-0";
  String SHA_256_OF_ANNA = "0c7cc8473c33db4d4feeb1b8e7f019f92d9a72da432b9de598c5920a8ea80439";
  String BEN = "ben/1+~._-=";
  String SHA_256_OF_BEN = "8023EC1A8C6BA0294B80ECC22C165A597CA32C5A61BE4FCCFB03CF573BD65F90";
}
