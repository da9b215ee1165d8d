package io.cloudapp.core.user;

import java.util.List;
import java.util.Optional;

/**
 * What an import of users did, or would do.
 *
 * @param dryRun whether nothing was changed
 * @param accepted whether every line can be taken; otherwise none is
 */
public record UserImport(boolean dryRun, boolean accepted, List<Line> lines) {

  public static final int MAXIMUM_LINES = 500;
  public static final int MAXIMUM_BYTES = 64 * 1024;

  public UserImport {
    lines = List.copyOf(lines);
  }

  public long count(Outcome outcome) {
    return lines.stream().filter(line -> line.outcome() == outcome).count();
  }

  /** What becomes of a line. */
  public enum Outcome {
    /** A dry run found nothing against it. */
    CREATABLE,
    CREATED,
    /** There is a user of this name already, who is left as they are. */
    EXISTS,
    INVALID,
    FAILED,
    /** Time was up before its turn; the same file again goes on from there. */
    NOT_REACHED
  }

  /**
   * One line of the file.
   *
   * @param number as an editor counts them, from 1
   * @param messages what is wrong, a sentence each; none when nothing is
   * @param temporaryPassword only where the directory could not mail it; it is shown this once
   */
  public record Line(
      long number,
      String username,
      Outcome outcome,
      List<String> messages,
      Optional<String> temporaryPassword) {

    public Line {
      messages = List.copyOf(messages);
    }

    /** Without the password, so that no log can hold it. */
    @Override
    public String toString() {
      return "Line[" + number + ", " + outcome + "]";
    }
  }
}
