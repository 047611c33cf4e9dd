package dev.neuron.model;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/**
 * The owner of a model. Owners cannot see each other's models.
 *
 * @param name the caller's name, as access control knows it; empty where there is none
 */
public record Owner(String name) {

  /** The one owner of everything where there is no access control. */
  public static final Owner ANONYMOUS = new Owner("");

  /** The caller of a request; to be called on the thread of the request. */
  public static Owner of(HttpServletRequest request) {
    Principal caller = request.getUserPrincipal();
    return caller == null ? ANONYMOUS : new Owner(caller.getName());
  }

  /**
   * A key of this owner, among the keys of all owners. All keys of this owner, and no key of
   * another, begin with {@code key("")}.
   */
  public String key(String key) {
    return name.length() + ":" + name + "/" + key;
  }
}
