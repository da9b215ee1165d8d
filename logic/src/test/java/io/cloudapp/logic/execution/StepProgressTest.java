package io.cloudapp.logic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.execution.Status.StepChange;
import io.cloudapp.core.execution.Step;
import io.cloudapp.core.execution.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class StepProgressTest {

  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private record Told(StepChange change, Instant at) {}

  @Test
  void clearsTheReasonOfARetryOnceTheStepSucceeds() {
    var progress =
        StepProgress.waiting()
            .after(change(StepState.RETRYING, 1, "No room."), START)
            .after(change(StepState.SUCCEEDED, 0, ""), START.plusSeconds(1));

    assertThat(progress.state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(progress.reason()).isEmpty();
  }

  @Test
  void countsAnUnsaidAttemptAsTheFirst() {
    var progress = StepProgress.waiting().after(change(StepState.RUNNING, 0, ""), START);

    assertThat(progress.attempts()).isEqualTo(1);
  }

  @Test
  void doesNotFailWhatHasSucceeded() {
    var progress =
        StepProgress.waiting()
            .after(change(StepState.SUCCEEDED, 1, ""), START)
            .after(change(StepState.FAILED, 1, "Too late."), START.plusSeconds(1));

    assertThat(progress.state()).isEqualTo(StepState.SUCCEEDED);
  }

  @RepeatedTest(500)
  void endsTheSameWhateverTheOrder(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var story = aStory(random);
    var expected = progress(story);

    story.addAll(List.copyOf(story).subList(0, random.nextInt(story.size() + 1)));
    Collections.shuffle(story, random);

    assertThat(progress(story)).isEqualTo(expected);
  }

  private static StepProgress progress(List<Told> story) {
    var progress = StepProgress.waiting();
    for (var told : story) {
      var next = progress.after(told.change(), told.at());
      assertThat(next.state().rank()).isGreaterThanOrEqualTo(progress.state().rank());
      assertThat(next.attempts()).isGreaterThanOrEqualTo(progress.attempts());
      progress = next;
    }
    return progress;
  }

  /** Tries, perhaps an end, perhaps an undoing: all that one run can tell of a step. */
  private static List<Told> aStory(Random random) {
    var story = new ArrayList<Told>();
    var second = 0;
    var tries = 1 + random.nextInt(3);
    for (var attempt = 1; attempt <= tries; attempt++) {
      story.add(told(StepState.RUNNING, attempt, "", second++));
      if (attempt < tries) {
        story.add(told(StepState.RETRYING, attempt, "Try " + attempt + " failed.", second++));
      }
    }
    if (random.nextBoolean()) {
      var end = random.nextBoolean() ? StepState.SUCCEEDED : StepState.FAILED;
      story.add(told(end, 0, end == StepState.FAILED ? "It broke." : "", second++));
      story.add(told(end, 0, "", second++));
      if (random.nextBoolean()) {
        story.add(told(StepState.UNDONE, 0, "A later step failed.", second));
      }
    }
    return story;
  }

  private static Told told(StepState state, int attempt, String reason, int second) {
    return new Told(change(state, attempt, reason), START.plusSeconds(second));
  }

  private static StepChange change(StepState state, int attempt, String reason) {
    return new StepChange(Step.LAUNCH_INSTANCE, state, attempt, reason);
  }
}
