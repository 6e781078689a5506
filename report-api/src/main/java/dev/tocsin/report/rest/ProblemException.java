package dev.tocsin.report.rest;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  ProblemException(int status, String detail, String field) {
    super(detail);
    this.problem = Problem.of(status, detail, field);
  }

  static ProblemException notFound(String what) {
    return new ProblemException(404, what, null);
  }

  Problem problem() {
    return problem;
  }
}
