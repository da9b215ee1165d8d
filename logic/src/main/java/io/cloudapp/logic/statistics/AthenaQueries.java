package io.cloudapp.logic.statistics;

import io.cloudapp.logic.InstallSettings;
import io.cloudapp.logic.statistics.Statement.Query;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Athena, and waits no longer than a page may.
 *
 * <p>A question has the same request token for as long as its answer may be reused. So everybody
 * who asks meanwhile, in whichever replica, gets the one query that is under way or done.
 */
@Singleton
final class AthenaQueries implements UsageQueries {

  private static final Logger LOG = LoggerFactory.getLogger(AthenaQueries.class);

  /** More at once would only wait in Athena's own queue. */
  private static final int MAXIMUM_RUNNING = 16;

  private final AthenaRun run;
  private final StatisticsSettings settings;
  private final InstallSettings install;
  private final Clock clock;
  private final Semaphore places = new Semaphore(MAXIMUM_RUNNING);
  private final Map<String, CompletableFuture<Answer>> running = new ConcurrentHashMap<>();

  AthenaQueries(AthenaRun run, StatisticsSettings settings, InstallSettings install, Clock clock) {
    this.run = run;
    this.settings = settings;
    this.install = install;
    this.clock = clock;
  }

  @Override
  public Answer ask(Query query) {
    var answer = running.computeIfAbsent(token(query), token -> start(query, token));
    try {
      return answer.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return new Answer.Late();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      return new Answer.Late();
    }
  }

  private CompletableFuture<Answer> start(Query query, String token) {
    var answer = new CompletableFuture<Answer>();
    Thread.ofVirtual().name("athena").start(() -> complete(answer, query, token));
    return answer;
  }

  private void complete(CompletableFuture<Answer> answer, Query query, String token) {
    Answer found = new Answer.Late();
    try {
      if (places.tryAcquire()) {
        try {
          found = new Answer.Given(run.rows(query, token));
        } finally {
          places.release();
        }
      }
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      LOG.warn("Athena did not answer {}", query.statement(), failure);
      found = new Answer.Failed();
    } finally {
      // Before anybody has the answer: whoever asks after that asks Athena again.
      running.remove(token);
      answer.complete(found);
    }
  }

  /** 64 hex digits, the same for the same question within one span of reuse. */
  private String token(Query query) {
    var span = clock.millis() / Math.max(1, settings.reuse().toMillis());
    var text =
        String.join(
            "\n",
            install.installId(),
            String.valueOf(span),
            query.statement().sql(),
            String.join("\n", query.literals()));
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every JDK has SHA-256", missing);
    }
  }
}
