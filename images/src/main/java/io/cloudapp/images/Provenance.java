package io.cloudapp.images;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an image was built from.
 *
 * @param source where the code is kept
 * @param revision the commit, and whether there was more than it
 * @param created when the commit was made, so that it makes the same image tomorrow
 */
record Provenance(Optional<String> source, String revision, Instant created) {

  private static final int SHORT = 12;
  private static final String UNCOMMITTED = "-uncommitted";

  static Provenance ofCheckout() {
    var revision = git("rev-parse", "HEAD");
    if (revision.isEmpty()) {
      return new Provenance(Optional.empty(), "unknown", Instant.EPOCH);
    }
    var changes = git("status", "--porcelain");
    return new Provenance(
        git("config", "--get", "remote.origin.url").flatMap(Provenance::withoutCredentials),
        revision.get() + (changes.filter(String::isEmpty).isPresent() ? "" : UNCOMMITTED),
        git("log", "-1", "--format=%ct")
            .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
            .orElse(Instant.EPOCH));
  }

  /** The tag of an image that is given no other. */
  String tag() {
    var suffix = isCommitted() ? "" : UNCOMMITTED;
    return revision.substring(0, Math.min(SHORT, revision.length())) + suffix;
  }

  boolean isCommitted() {
    return !revision.endsWith(UNCOMMITTED);
  }

  /** The address people can open; a path on one machine tells nobody anything. */
  static Optional<String> withoutCredentials(String remote) {
    var https = remote.replaceFirst("^(ssh://)?git@([^:/]+)[:/]", "https://$2/");
    return https.startsWith("https://")
        ? Optional.of(
            https.replaceFirst("^https://[^/@]*@", "https://").replaceFirst("\\.git$", ""))
        : Optional.empty();
  }

  private static Optional<String> git(String... arguments) {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return CommandLine.output(command);
  }
}
