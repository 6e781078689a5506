package dev.tocsin.router.text;

/** A template is not one, or wants more than it may have. */
public final class TemplateFailedException extends Exception {
  private static final long serialVersionUID = 1;

  TemplateFailedException(String reason) {
    super(reason);
  }
}
