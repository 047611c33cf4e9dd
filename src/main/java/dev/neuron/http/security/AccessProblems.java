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
          refusal(
              ProblemType.ISSUER_UNREACHABLE,
              "The keys that the token would have to be checked by cannot be fetched now.",
              HttpHeaders.RETRY_AFTER,
              String.valueOf(IssuerDecoder.PAUSE.toSeconds()));
      case AuthenticationCredentialsNotFoundException _ ->
          refusal(
              ProblemType.UNAUTHORIZED,
              "Send a token: Authorization: Bearer, a space, and the token.",
              HttpHeaders.WWW_AUTHENTICATE,
              "Bearer");
      default ->
          refusal(
              ProblemType.UNAUTHORIZED,
              "The token in the Authorization header is not valid.",
              HttpHeaders.WWW_AUTHENTICATE,
              "Bearer error=\"invalid_token\"");
    };
  }

  private static ProblemException refusal(
      ProblemType type, String detail, String header, String value) {
    ProblemException refusal = new ProblemException(type, detail);
    refusal.getHeaders().set(header, value);
    return refusal;
  }
}
