package io.cloudapp.logic.aws;

/** A subject as SNS takes it. */
public final class MailSubject {

  private static final int MAXIMUM = 99;

  private MailSubject() {}

  /**
   * The text with what SNS refuses replaced, and cut: fewer than 100 printable ASCII characters.
   */
  public static String of(String text) {
    var printable = text.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.substring(0, Math.min(printable.length(), MAXIMUM));
  }
}
