package io.cloudapp.logic.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.logic.World;
import io.cloudapp.logic.audit.AuditLog;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedriveDeadLettersTest {

  private static final World WORLD = new World();

  private final FakeQueue queue = new FakeQueue();
  private final RedriveDeadLetters redrive =
      new RedriveDeadLetters(queue.loginQueue(), WORLD.get(AuditLog.class));

  @BeforeEach
  void reset() {
    WORLD.reset();
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void letsSqsMoveThemAndWritesItDown() {
    queue.deadLetter("{}");

    assertThat(redrive.redrive(World.admin())).isEmpty();

    assertThat(queue.moved()).containsExactly("arn:https://sqs/login-dlq");
    assertThat(audited())
        .containsExactly(
            "root DEAD_LETTERS_REDRIVEN ATTEMPTED About 1 messages",
            "root DEAD_LETTERS_REDRIVEN DONE SQS moves them");
  }

  @Test
  void hasNothingToDoWithoutDeadLetters() {
    assertThat(redrive.redrive(World.admin()))
        .map(Problem::type)
        .contains(ProblemType.CONFLICT.uri());
    assertThat(audited()).isEmpty();
  }

  @Test
  void takesASecondClickForTheFirst() {
    queue.deadLetter("{}");
    queue.isMoving();

    assertThat(redrive.redrive(World.admin())).isEmpty();
    assertThat(audited()).last().asString().endsWith("DONE SQS was moving them already");
  }

  @Test
  void saysSoWhenSqsDoesNotAnswer() {
    queue.deadLetter("{}");
    queue.goDown();

    assertThat(redrive.redrive(World.admin()))
        .map(Problem::type)
        .contains(ProblemType.TRY_LATER.uri());
    assertThat(audited()).containsExactly("root DEAD_LETTERS_REDRIVEN FAILED SQS did not answer");
  }

  private static List<String> audited() {
    return WORLD.audited("queue/login-dlq");
  }
}
