package dev.neuron.http.security;

import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Refuses an unknown caller, without revealing what exactly is wrong with a token. */
final class AccessProblems implements AuthenticationEntryPoint, AuthenticationFailureHandler {

  private final HandlerExceptionResolver problems;

  AccessProblems(HandlerExceptionResolver problems) {
    this.problems = problems;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
    refuse(request, response, e);
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
    refuse(request, response, e);
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
    problems.resolveException(request, response, null, refusal(e));
  }

  private static ProblemException refusal(AuthenticationException e) {
    return switch (e) {
      case AuthenticationServiceException _ ->
          new ProblemException(
                  ProblemType.ISSUER_UNREACHABLE,
                  "The keys that the token would have to be checked by cannot be fetched now.")
              .retryAfter(IssuerDecoder.PAUSE);
      case AuthenticationCredentialsNotFoundException _ ->
          unauthorized("Send a token: Authorization: Bearer, a space, and the token.", "Bearer");
      default ->
          unauthorized(
              "The token in the Authorization header is not valid.",
              "Bearer error=\"invalid_token\"");
    };
  }

  private static ProblemException unauthorized(String detail, String challenge) {
    ProblemException refusal = new ProblemException(ProblemType.UNAUTHORIZED, detail);
    refusal.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
    return refusal;
  }
}
