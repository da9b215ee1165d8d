package io.cloudapp.logic.notice;

import io.cloudapp.logic.Ids;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps what owners are to be told until it is sent.
 *
 * <p>A notice is written together with what it tells of and sent later, so that no crash loses it.
 * A crash between sending and noting that sends it a second time, never a third.
 */
@Singleton
public final class Notices {

  private static final int MOST_TRIES = 2;

  /** What could not be sent by then tells nothing new; the pages show it all the same. */
  private static final Duration WORTH_SENDING = Duration.ofHours(1);

  private final Jdbi jdbi;
  private final UserNotifier notifier;
  private final Ids ids;
  private final Clock clock;

  public Notices(Jdbi jdbi, UserNotifier notifier, Ids ids, Clock clock) {
    this.jdbi = jdbi;
    this.notifier = notifier;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What is told about an instance.
   *
   * @param about makes it another notice of the kind; the same is told once
   * @param arguments of the text, see {@link NoticeKind}
   */
  public record Notice(
      String ownerId, String instanceId, NoticeKind kind, String about, List<Object> arguments) {

    public Notice {
      arguments = List.copyOf(arguments);
    }
  }

  private record Pending(
      String id, String userId, String instanceId, String subject, String message) {}

  public void add(Notice notice) {
    jdbi.useTransaction(transaction -> add(transaction, notice));
  }

  /** Adds it together with what the transaction changes. */
  public void add(Handle transaction, Notice notice) {
    var texts = texts(transaction, notice.ownerId());
    var arguments = notice.arguments().toArray();
    transaction
        .createUpdate(
            """
            insert into notices (
              id, user_id, instance_id, kind, about, subject, message, created_at)
            values (:id, :userId, :instanceId, :kind, :about, :subject, :message, :now)
            on conflict (instance_id, kind, about) do nothing
            """)
        .bind("id", ids.next())
        .bind("userId", notice.ownerId())
        .bind("instanceId", notice.instanceId())
        .bind("kind", notice.kind().name())
        .bind("about", notice.about())
        .bind("subject", texts.subject(notice.kind(), arguments))
        .bind("message", texts.message(notice.kind(), arguments))
        .bind("now", now())
        .execute();
  }

  private static NoticeTexts texts(Handle handle, String userId) {
    return handle
        .createQuery(
            """
            select coalesce(to_jsonb(users) ->> 'language', 'en') as language,
              coalesce(to_jsonb(users) ->> 'time_zone', 'UTC') as zone
            from users where id = :id
            """)
        .bind("id", userId)
        .map(
            (row, context) ->
                new NoticeTexts(
                    Locale.forLanguageTag(row.getString("language")), zone(row.getString("zone"))))
        .one();
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      return ZoneOffset.UTC;
    }
  }

  /**
   * Sends what waits, the oldest first.
   *
   * @param limit how many at most
   * @return the ids of the instances that it told about
   */
  public List<String> send(int limit) {
    var told = new ArrayList<String>();
    for (int count = 0; count < limit; count++) {
      var next = jdbi.withHandle(this::claim);
      if (next.isEmpty()) {
        break;
      }
      var notice = next.get();
      if (!notifier.tell(notice.userId(), notice.subject(), notice.message())) {
        giveBack(notice.id());
        break;
      }
      markSent(notice.id());
      told.add(notice.instanceId());
    }
    return told;
  }

  private Optional<Pending> claim(Handle handle) {
    return handle
        .createQuery(
            """
            update notices set tries = tries + 1
            where id = (
              select id from notices
              where sent_at is null and tries < :most and created_at > :oldest
              order by created_at, id limit 1 for update skip locked)
            returning id, user_id, instance_id, subject, message
            """)
        .bind("most", MOST_TRIES)
        .bind("oldest", clock.instant().minus(WORTH_SENDING).atOffset(ZoneOffset.UTC))
        .map(
            (row, context) ->
                new Pending(
                    row.getString("id"),
                    row.getString("user_id"),
                    row.getString("instance_id"),
                    row.getString("subject"),
                    row.getString("message")))
        .findOne();
  }

  /** A refusal is no crash: the next run may try as if nothing had been. */
  private void giveBack(String id) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update notices set tries = tries - 1 where id = :id")
                .bind("id", id)
                .execute());
  }

  private void markSent(String id) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update notices set sent_at = :now where id = :id")
                .bind("id", id)
                .bind("now", now())
                .execute());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
