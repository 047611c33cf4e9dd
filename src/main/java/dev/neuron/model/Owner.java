package dev.neuron.model;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/**
 * Whose something is: what one owner keeps does not exist for another.
 *
 * @param name the name behind the request's token; empty without access control
 */
public record Owner(String name) {

  /** The one owner of everything where nobody needs a token. */
  public static final Owner NOBODY = new Owner("");

  /** The owner of what a request makes, and of all that it can see. */
  public static Owner of(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    return principal == null ? NOBODY : new Owner(principal.getName());
  }
}
