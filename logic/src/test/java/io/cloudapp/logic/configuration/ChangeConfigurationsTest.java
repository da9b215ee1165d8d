package io.cloudapp.logic.configuration;

import static io.cloudapp.logic.configuration.ConfigurationDesk.ADMIN;
import static io.cloudapp.logic.configuration.ConfigurationDesk.USER;
import static io.cloudapp.logic.configuration.ConfigurationDesk.body;
import static io.cloudapp.logic.configuration.ConfigurationDesk.found;
import static io.cloudapp.logic.configuration.ConfigurationDesk.problem;
import static io.cloudapp.logic.configuration.ConfigurationDesk.refusal;
import static io.cloudapp.logic.configuration.ConfigurationDesk.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.configuration.ConfigurationVersion;
import io.cloudapp.logic.configuration.ConfigurationOutcome.Deleted;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeConfigurationsTest {

  private final ConfigurationDesk desk = new ConfigurationDesk();

  @Test
  void keepsANewConfigurationFromUsersUntilItIsPublished() {
    var created = desk.create(sample("nginx"));

    assertThat(created.draftVersion()).contains(1);
    assertThat(created.currentVersion()).isEmpty();
    assertThat(desk.seenBy(USER)).isEmpty();

    var published = found(desk.changes.publish(ADMIN, "nginx", body("{\"version\": 1}")));

    assertThat(published.draftVersion()).isEmpty();
    assertThat(published.currentVersion()).contains(1);
    assertThat(desk.seenBy(USER)).containsExactly("nginx");
  }

  @Test
  void keepsAChangeFromUsersUntilItIsPublished() {
    desk.createPublished(sample("nginx"));

    var changed = desk.draft(sample("nginx").put("instanceType", "m5.2xlarge"));

    assertThat(changed.currentVersion()).contains(1);
    assertThat(changed.draftVersion()).contains(2);
    assertThat(changed.latestVersion()).isEqualTo(2);
    assertThat(desk.offer(USER, "nginx").configuration().instanceType()).isEqualTo("t3.micro");
    assertThat(desk.offer(USER, "nginx").draftVersion()).isEmpty();

    desk.changes.publish(ADMIN, "nginx", body("{\"version\": 2}"));

    assertThat(desk.offer(USER, "nginx").configuration().instanceType()).isEqualTo("m5.2xlarge");
    assertThat(desk.store.find("nginx", 1).orElseThrow().instanceType()).isEqualTo("t3.micro");
  }

  @Test
  void goesOnFromTheDraftAndPublishesInOneStepWhenAsked() {
    desk.createPublished(sample("nginx"));
    desk.draft(sample("nginx").put("description", "First try"));

    desk.draft(sample("nginx").put("description", "Second try").put("publish", true));

    assertThat(desk.offer(USER, "nginx").configuration().description()).isEqualTo("Second try");
    assertThat(desk.offer(USER, "nginx").configuration().version()).isEqualTo(3);
  }

  @Test
  void writesNoVersionForTheSameRecipe() {
    desk.createPublished(sample("nginx"));

    var same = desk.draft(sample("nginx"));

    assertThat(same.latestVersion()).isEqualTo(1);
    assertThat(same.draftVersion()).isEmpty();
  }

  @Test
  void switchesAtOnceWithoutPublishingADraft() {
    desk.createPublished(sample("nginx"));
    desk.draft(sample("nginx").put("description", "A draft"));

    desk.changes.switchTo(ADMIN, "nginx", body("{\"enabled\": false}"));
    assertThat(desk.seenBy(USER)).isEmpty();
    desk.changes.switchTo(ADMIN, "nginx", body("{\"enabled\": true}"));

    assertThat(desk.offer(USER, "nginx").configuration().description())
        .isEqualTo(sample("nginx").get("description").asText());
    assertThat(desk.offer(ADMIN, "nginx").draftVersion()).contains(2);
  }

  @Test
  void refusesAChangeMadeFromAnOldVersion() {
    desk.createPublished(sample("nginx"));
    desk.draft(sample("nginx").put("description", "Somebody else's"));

    var late =
        desk.changes.change(
            ADMIN, "nginx", sample("nginx").put("version", 1).put("enabled", false));

    assertThat(refusal(late)).isEqualTo(ProblemType.CONFLICT);
    assertThat(problem(late).detail()).contains("version 2");
    assertThat(desk.offer(ADMIN, "nginx").latestVersion()).isEqualTo(2);
    assertThat(desk.offer(ADMIN, "nginx").configuration().enabled()).isTrue();
  }

  @Test
  void refusesToPublishADraftThatSomeoneReplaced() {
    desk.createPublished(sample("nginx"));
    desk.draft(sample("nginx").put("description", "Looked at"));
    desk.draft(sample("nginx").put("description", "Not looked at"));

    assertThat(refusal(desk.changes.publish(ADMIN, "nginx", body("{\"version\": 2}"))))
        .isEqualTo(ProblemType.CONFLICT);
    assertThat(refusal(desk.changes.publish(ADMIN, "nginx", body("{\"version\": \"3\"}"))))
        .isEqualTo(ProblemType.INVALID_FIELD);
    assertThat(desk.offer(USER, "nginx").configuration().version()).isEqualTo(1);
  }

  @Test
  void rollsBackByANewVersionWithTheOldContent() {
    desk.createPublished(sample("nginx"));
    desk.draft(sample("nginx").put("instanceType", "t3.large").put("publish", true));
    desk.draft(sample("nginx").put("instanceType", "t3.xlarge"));

    var restored =
        found(
            desk.changes.rollBack(ADMIN, "nginx", body("{\"version\": 1, \"latestVersion\": 3}")));

    assertThat(restored.currentVersion()).contains(4);
    assertThat(restored.draftVersion()).isEmpty();
    assertThat(desk.offer(USER, "nginx").configuration().instanceType()).isEqualTo("t3.micro");
    assertThat(desk.configurations.versions("nginx", Optional.empty(), 50).items())
        .extracting(
            ConfigurationVersion::version,
            ConfigurationVersion::restoredFrom,
            ConfigurationVersion::current,
            version -> version.publishedBy().orElse("nobody"))
        .containsExactly(
            tuple(4, Optional.of(1), true, "ada"),
            tuple(3, Optional.empty(), false, "nobody"),
            tuple(2, Optional.empty(), false, "ada"),
            tuple(1, Optional.empty(), false, "ada"));
  }

  @Test
  void refusesToRollBackToWhatIsThereOrIsNotOrPastAnUnseenChange() {
    desk.createPublished(sample("nginx"));
    desk.draft(sample("nginx").put("instanceType", "t3.large").put("publish", true));

    assertThat(
            refusal(
                desk.changes.rollBack(
                    ADMIN, "nginx", body("{\"version\": 2, \"latestVersion\": 2}"))))
        .isEqualTo(ProblemType.CONFLICT);
    assertThat(
            refusal(
                desk.changes.rollBack(
                    ADMIN, "nginx", body("{\"version\": 9, \"latestVersion\": 2}"))))
        .isEqualTo(ProblemType.INVALID_FIELD);
    assertThat(
            refusal(
                desk.changes.rollBack(
                    ADMIN, "nginx", body("{\"version\": 1, \"latestVersion\": 1}"))))
        .isEqualTo(ProblemType.CONFLICT);
    assertThat(desk.offer(ADMIN, "nginx").latestVersion()).isEqualTo(2);
  }

  @Test
  void putsADraftAsideAndKeepsItInTheHistory() {
    desk.createPublished(sample("nginx"));
    desk.draft(sample("nginx").put("description", "Not so good"));

    assertThat(found(desk.changes.discardDraft(ADMIN, "nginx", 2)).draftVersion()).isEmpty();

    assertThat(desk.store.find("nginx", 2)).isPresent();
    assertThat(desk.draft(sample("nginx").put("description", "Better")).draftVersion()).contains(3);
  }

  @Test
  void keepsTheOnlyDraftOfWhatWasNeverPublished() {
    desk.create(sample("nginx"));

    assertThat(refusal(desk.changes.discardDraft(ADMIN, "nginx", 1)))
        .isEqualTo(ProblemType.CONFLICT);
  }

  @Test
  void refusesASecondConfigurationOfTheSameName() {
    desk.create(sample("nginx"));

    assertThat(refusal(desk.changes.create(ADMIN, sample("nginx"))))
        .isEqualTo(ProblemType.CONFLICT);
  }

  @Test
  void savesNothingThatNoLaunchCouldUse() {
    desk.rehearsal.failWith("ami", "AWS has no such image.");

    assertThat(problem(desk.changes.create(ADMIN, sample("nginx"))).errors())
        .containsExactly(new FieldError("ami", "AWS has no such image."));
    assertThat(desk.seenBy(ADMIN)).isEmpty();
  }

  @Test
  void refusesEveryChangeByAUser() {
    desk.createPublished(sample("nginx"));
    desk.draft(sample("nginx").put("description", "A draft"));

    assertThat(refusal(desk.changes.create(USER, sample("jupyter"))))
        .isEqualTo(ProblemType.FORBIDDEN);
    assertThat(refusal(desk.changes.change(USER, "nginx", sample("nginx").put("version", 1))))
        .isEqualTo(ProblemType.FORBIDDEN);
    assertThat(refusal(desk.changes.publish(USER, "nginx", body("{\"version\": 2}"))))
        .isEqualTo(ProblemType.FORBIDDEN);
    assertThat(refusal(desk.changes.switchTo(USER, "nginx", body("{\"enabled\": false}"))))
        .isEqualTo(ProblemType.FORBIDDEN);
    assertThat(refusal(desk.changes.discardDraft(USER, "nginx", 2)))
        .isEqualTo(ProblemType.FORBIDDEN);
    assertThat(
            refusal(
                desk.changes.rollBack(
                    USER, "nginx", body("{\"version\": 1, \"latestVersion\": 2}"))))
        .isEqualTo(ProblemType.FORBIDDEN);
    assertThat(refusal(desk.changes.delete(USER, "nginx"))).isEqualTo(ProblemType.FORBIDDEN);
  }

  @Test
  void keepsAConfigurationWhoseInstancesLiveAndSaysWhose() {
    desk.createPublished(sample("nginx"));
    desk.addInstance("bob", "RUNNING");
    desk.addInstance("bob", "PENDING");
    desk.addInstance("eve", "STOPPING");

    var refused = problem(desk.changes.delete(ADMIN, "nginx"));

    assertThat(refused.detail())
        .isEqualTo(
            "3 instances of nginx are still living (bob 2, eve 1). Disable it, and delete it when"
                + " they have ended.");
    desk.jdbi.useHandle(handle -> handle.execute("update instances set state = 'TERMINATED'"));
    assertThat(desk.changes.delete(ADMIN, "nginx")).isInstanceOf(Deleted.class);
    assertThat(refusal(desk.configurations.read(ADMIN, "nginx"))).isEqualTo(ProblemType.NOT_FOUND);
    assertThat(refusal(desk.changes.delete(ADMIN, "nginx"))).isEqualTo(ProblemType.NOT_FOUND);
  }

  @Test
  void recordsEveryChangeInTheAuditLog() {
    desk.create(sample("nginx"));
    desk.changes.publish(ADMIN, "nginx", body("{\"version\": 1}"));
    desk.draft(sample("nginx").put("instanceType", "t3.large").put("enabled", false));
    desk.changes.discardDraft(ADMIN, "nginx", 2);
    desk.changes.rollBack(ADMIN, "nginx", body("{\"version\": 2, \"latestVersion\": 2}"));
    desk.changes.switchTo(ADMIN, "nginx", body("{\"enabled\": false}"));
    desk.addInstance("bob", "RUNNING");
    desk.changes.delete(ADMIN, "nginx");

    assertThat(desk.audited())
        .containsExactly(
            "CONFIGURATION_CREATED DONE configuration/nginx: Version 1",
            "CONFIGURATION_PUBLISHED DONE configuration/nginx: Version 1",
            "CONFIGURATION_DISABLED DONE configuration/nginx: ",
            "CONFIGURATION_CHANGED DONE configuration/nginx: Draft 2 made from 1: instanceType",
            "CONFIGURATION_DRAFT_DISCARDED DONE configuration/nginx: Version 2",
            "CONFIGURATION_ROLLED_BACK DONE configuration/nginx: Version 3 with the content of 2",
            "CONFIGURATION_DELETED REFUSED configuration/nginx: 1 instance of nginx is still living"
                + " (bob 1). Disable it, and delete it when they have ended.");
  }
}
