package dev.neuron.training;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The OpenAPI description of the header {@code Idempotency-Key}. */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    name = "Idempotency-Key",
    in = ParameterIn.HEADER,
    description =
        "Of one training: the same request with the same key gets the first response again, another"
            + " request 422, and while the first is under way 409",
    schema = @Schema(type = "string", minLength = 1, maxLength = 255))
@interface IdempotencyKeyParameter {}
