package io.cloudapp.webapp.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.ApiUnavailable;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.submission.Submissions;
import io.cloudapp.webapp.submission.Submissions.Submitted;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Stops many instances by force, each by an execution of its own, and says what became of each. */
@Singleton
class ForceStops {

  /** As many as a page of the list shows. */
  static final int MOST = 50;

  private static final int AT_ONCE = 8;

  private final Submissions submissions;
  private final Texts texts;

  ForceStops(Submissions submissions, Texts texts) {
    this.submissions = submissions;
    this.texts = texts;
  }

  /**
   * What became of one.
   *
   * @param executionId empty when the stop was refused
   * @param refusal why; empty when it was accepted
   */
  public record Result(String instanceId, String executionId, String refusal) {}

  /**
   * @param formKey of the form; the same form sent twice stops each instance once
   */
  List<Result> stop(AccessToken token, List<String> instanceIds, String reason, String formKey) {
    var unreached = texts.of("dashboard.unreached");
    try (var executor = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      var started =
          instanceIds.stream()
              .map(
                  id ->
                      executor.submit(
                          (Callable<Result>) () -> stop(token, id, reason, formKey, unreached)))
              .toList();
      return started.stream().map(ForceStops::result).toList();
    }
  }

  private Result stop(
      AccessToken token, String instanceId, String reason, String formKey, String unreached) {
    try {
      return switch (submissions.stop(token, instanceId, true, reason, key(formKey, instanceId))) {
        case ApiAnswer.Given<Submitted>(Submitted submitted) ->
            new Result(instanceId, submitted.id(), "");
        case ApiAnswer.Refused<Submitted>(var problem) ->
            new Result(instanceId, "", problem.detail());
      };
    } catch (ApiUnavailable noAnswer) {
      // The others have their own answer; to send the form again is safe for all of them.
      return new Result(instanceId, "", unreached);
    }
  }

  /** 64 characters, as long as a key may be. */
  private static String key(String formKey, String instanceId) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest((formKey + "\n" + instanceId).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every JDK has SHA-256", missing);
    }
  }

  private static Result result(Future<Result> stop) {
    try {
      return stop.get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failure.getCause());
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interruption);
    }
  }
}
