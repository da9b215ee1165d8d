package io.cloudapp.logic.configuration;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.logic.configuration.VersionStore.Use;
import java.util.List;
import java.util.stream.Collectors;

/** What people are told when a configuration is not as they thought. */
final class Refusals {

  /** More names than these say nothing more. */
  private static final int NAMED_OWNERS = 5;

  private Refusals() {}

  static Problem adminsOnly() {
    return Problem.of(ProblemType.FORBIDDEN, "Only admins change configurations.");
  }

  static Problem unknown(String name) {
    return Problem.of(ProblemType.NOT_FOUND, "There is no configuration named %s.".formatted(name));
  }

  static Problem taken(String name) {
    var type = ProblemType.CONFLICT;
    var detail =
        "There is already a configuration named %s. Change that one, or choose another name."
            .formatted(name);
    return new Problem(
        type.uri(),
        type.title(),
        type.status(),
        detail,
        "",
        List.of(new FieldError("name", detail)));
  }

  static Problem changedMeanwhile(String name, int latestVersion) {
    return conflict(
        "Someone changed %s meanwhile: it is at version %d now. Look at that change, then repeat"
            + " yours.",
        name, latestVersion);
  }

  static Problem noSuchDraft(String name, int version) {
    return conflict(
        "Version %d is not the draft of %s, or not any more. Load the page again.", version, name);
  }

  static Problem onlyDraft(String name) {
    return conflict(
        "Nothing of %s is published yet, so its draft is all there is. Delete it instead.", name);
  }

  static Problem alreadyCurrent(String name, int version) {
    return conflict("Users get version %d of %s already.", version, name);
  }

  static Problem inUse(String name, List<Use> uses) {
    var count = uses.stream().mapToInt(Use::instances).sum();
    var owners =
        uses.stream()
            .limit(NAMED_OWNERS)
            .map(use -> "%s %d".formatted(use.username(), use.instances()))
            .collect(Collectors.joining(", "));
    var others = uses.size() > NAMED_OWNERS ? " and others" : "";
    return conflict(
        "%s of %s %s still living (%s%s). Disable it, and delete it when they have ended.",
        count == 1 ? "1 instance" : count + " instances",
        name,
        count == 1 ? "is" : "are",
        owners,
        others);
  }

  private static Problem conflict(String detail, Object... parts) {
    return Problem.of(ProblemType.CONFLICT, detail.formatted(parts));
  }
}
