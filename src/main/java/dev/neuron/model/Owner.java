package dev.neuron.model;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/**
 * Whose a model is. What belongs to one does not exist for another.
 *
 * @param name the caller's name, as access control knows it; empty where there is none
 */
public record Owner(String name) {

  /** The one owner of everything where there is no access control. */
  public static final Owner NOBODY = new Owner("");

  /** Who makes a request. To be asked on the thread that the request came on. */
  public static Owner of(HttpServletRequest request) {
    Principal caller = request.getUserPrincipal();
    return caller == null ? NOBODY : new Owner(caller.getName());
  }

  /**
   * A key of this owner's, for where those of all owners are. None of another owner's begins as
   * those of this one do, which is {@code key("")}.
   */
  public String key(String key) {
    return name.length() + ":" + name + "/" + key;
  }
}
