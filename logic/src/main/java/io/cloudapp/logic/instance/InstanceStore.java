package io.cloudapp.logic.instance;

import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.user.Caller;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps the instances.
 *
 * <p>Every change says what it expects to find and answers whether it found it, so a doubled or
 * restarted workflow changes nothing and a launch that was overtaken by a stop loses its claim.
 */
@Singleton
public final class InstanceStore {

  private final Jdbi jdbi;
  private final Clock clock;

  InstanceStore(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  public Optional<InstanceRow> find(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from instances where id = :id")
                .bind("id", id)
                .map(InstanceRows::read)
                .findOne());
  }

  /** A person's own, or any for an admin; a stranger's is as unknown as none. */
  Optional<InstanceRow> findFor(Caller caller, String id) {
    return find(id).filter(row -> caller.isAdmin() || row.ownerId().equals(caller.userId()));
  }

  /** Where an instance stands, held until the commit; a stranger's is as unknown as none. */
  Optional<InstanceState> lockFor(Handle transaction, Caller caller, String id) {
    return transaction
        .createQuery(
            """
            select state from instances where id = :id and (:all or owner_id = :owner)
            for no key update
            """)
        .bind("id", id)
        .bind("all", caller.isAdmin())
        .bind("owner", caller.userId())
        .mapTo(InstanceState.class)
        .findOne();
  }

  /** Moves the end of an instance's life to a later one, within what its request allowed. */
  boolean extend(Handle transaction, String id, Instant until) {
    return transaction
            .createUpdate(
                """
                update instances set expires_at = :until
                where id = :id and state in ('PENDING', 'RUNNING')
                  and expires_at < :until and latest_expiry_at >= :until
                """)
            .bind("id", id)
            .bind("until", until.atOffset(ZoneOffset.UTC))
            .execute()
        == 1;
  }

  /** The owner's name and own public keys, for the launch. */
  Owner owner(String ownerId) {
    return jdbi.withHandle(
        handle -> {
          var username =
              handle
                  .createQuery("select username from users where id = :id")
                  .bind("id", ownerId)
                  .mapTo(String.class)
                  .one();
          var keys =
              handle
                  .createQuery(
                      "select public_key || ' ' || name from user_keys where user_id = :id"
                          + " order by added_at, id")
                  .bind("id", ownerId)
                  .mapTo(String.class)
                  .list();
          return new Owner(username, keys);
        });
  }

  /**
   * @param publicKeys lines as they stand in {@code authorized_keys}
   */
  record Owner(String username, List<String> publicKeys) {}

  /** Notes the names of the key pair before it is made, so that nobody forgets to delete it. */
  boolean prepareKeyPair(String id, String keyPairName, String secretName) {
    return update(
        """
        update instances
        set key_pair_name = :keyPair, secret_name = :secret, login_state = 'PREPARED'
        where id = :id and state = 'PENDING' and launch is null
          and login_state in ('NONE', 'PREPARED')
        """,
        Map.of("id", id, "keyPair", keyPairName, "secret", secretName));
  }

  /** Keeps the resolved launch; the first one stays. */
  boolean freeze(String id, FrozenLaunch launch, LoginState loginState) {
    return update(
        """
        update instances set launch = :launch::jsonb, login_state = :loginState
        where id = :id and state = 'PENDING' and launch is null
        """,
        Map.of("id", id, "launch", InstanceRows.write(launch), "loginState", loginState.name()));
  }

  /** Keeps the token of the next try; a token that is already there stays. */
  boolean saveToken(InstanceRow row, String zone, String token) {
    return update(
        """
        update instances
        set zone = :zone, client_token = :token, launch_called_at = :now,
          launch_calls_begun = 0, launch_calls_ended = 0
        where id = :id and state = 'PENDING' and generation = :generation
          and attempt = :attempt and client_token is null
        """,
        Map.of(
            "id", row.id(),
            "generation", row.generation(),
            "attempt", row.attempt(),
            "zone", zone,
            "token", token,
            "now", now()));
  }

  /**
   * Notes that a call with the token begins.
   *
   * @return its number, from 1; empty when the token is not the row's any more
   */
  OptionalInt beginLaunchCall(String id, String token) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update instances set launch_calls_begun = launch_calls_begun + 1
                    where id = :id and client_token = :token
                    returning launch_calls_begun
                    """)
                .bind("id", id)
                .bind("token", token)
                .mapTo(Integer.class)
                .findOne()
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty));
  }

  boolean endLaunchCall(String id, String token) {
    return update(
        """
        update instances set launch_calls_ended = launch_calls_ended + 1
        where id = :id and client_token = :token
        """,
        Map.of("id", id, "token", token));
  }

  /**
   * Forgets a token that EC2 has definitively refused for capacity, and counts the refusal; not so
   * when another call with the token was under way at any moment of this one.
   *
   * @param call the number of the call that was refused
   */
  boolean countRefusal(String id, String token, int call) {
    return update(
        """
        update instances
        set attempt = attempt + 1, zone = null, client_token = null, launch_called_at = null
        where id = :id and client_token = :token and ec2_instance_id is null
          and launch_calls_begun = :call and launch_calls_ended = :call - 1
        """,
        Map.of("id", id, "token", token, "call", call));
  }

  /** Forgets a token whose calls are all long over. */
  boolean forgetToken(String id, String token) {
    return update(
        """
        update instances set zone = null, client_token = null, launch_called_at = null
        where id = :id and client_token = :token and ec2_instance_id is null
        """,
        Map.of("id", id, "token", token));
  }

  /** Keeps what the token launched, in whatever state the row is by now. */
  boolean saveLaunched(String id, String token, String ec2InstanceId) {
    return update(
        """
        update instances set ec2_instance_id = :ec2InstanceId
        where id = :id and client_token = :token
          and (ec2_instance_id is null or ec2_instance_id = :ec2InstanceId)
        """,
        Map.of("id", id, "token", token, "ec2InstanceId", ec2InstanceId));
  }

  boolean markRunning(InstanceRow row, String host, Instant launchedAt) {
    return update(
        """
        update instances
        set state = 'RUNNING', generation = generation + 1, host = :host, launched_at = :launchedAt
        where id = :id and state = 'PENDING' and generation = :generation
        """,
        Map.of(
            "id", row.id(),
            "generation", row.generation(),
            "host", host,
            "launchedAt", launchedAt.atOffset(ZoneOffset.UTC)));
  }

  /** Makes the login details available; a repeat finds that they are. */
  boolean publishLogin(String id) {
    return update(
        """
        update instances
        set login_state = case login_state when 'PREPARED' then 'AVAILABLE' else login_state end,
          login_published_at = coalesce(login_published_at, :now)
        where id = :id and state = 'RUNNING'
        """,
        Map.of("id", id, "now", now()));
  }

  /** Claims the right to reveal; only one claim ever succeeds. */
  boolean claimReveal(Handle transaction, String id, String ownerId) {
    return update(
        transaction,
        """
        update instances set login_state = 'REVEALED', login_revealed_at = :now
        where id = :id and owner_id = :owner and state = 'RUNNING' and login_state = 'AVAILABLE'
        """,
        Map.of("id", id, "owner", ownerId, "now", now()));
  }

  /** Gives a claim back; only for the one who made it and has read nothing. */
  boolean giveBackReveal(Handle transaction, String id) {
    return update(
        transaction,
        """
        update instances set login_state = 'AVAILABLE', login_revealed_at = null
        where id = :id and state = 'RUNNING' and login_state = 'REVEALED'
          and secret_name is not null
        """,
        Map.of("id", id));
  }

  /** Forgets the name of a secret that is deleted. */
  public void forgetSecret(String id) {
    update("update instances set secret_name = null where id = :id", Map.of("id", id));
  }

  /** Forgets the names of a key pair that is deleted. */
  public void forgetKeyPair(String id) {
    update(
        "update instances set secret_name = null, key_pair_name = null where id = :id",
        Map.of("id", id));
  }

  /** Begins to take a launch back, unless it is published or something else ends it already. */
  boolean claimUndo(InstanceRow row) {
    return update(
        """
        update instances
        set state = 'STOPPING', undoing = true, generation = generation + 1, login_state = 'NONE'
        where id = :id and generation = :generation and state in ('PENDING', 'RUNNING')
          and login_published_at is null
        """,
        Map.of("id", row.id(), "generation", row.generation()));
  }

  /** Begins to end an instance; the request to stop has usually done it. */
  boolean claimStop(InstanceRow row, String reason) {
    return update(
        """
        update instances
        set state = 'STOPPING', generation = generation + 1, login_state = 'NONE',
          stop_reason = case stop_reason when '' then :reason else stop_reason end
        where id = :id and generation = :generation and state in ('PENDING', 'RUNNING')
        """,
        Map.of("id", row.id(), "generation", row.generation(), "reason", reason));
  }

  /**
   * Ends an instance of which nothing runs any more.
   *
   * @param reason kept where no other is; may be empty
   */
  boolean markEnded(InstanceRow row, InstanceState ended, String reason) {
    return update(
        """
        update instances
        set state = :ended, generation = generation + 1, login_state = 'NONE',
          ended_at = coalesce(ended_at, :now),
          stop_reason = case stop_reason when '' then :reason else stop_reason end
        where id = :id and generation = :generation
          and state not in (:ended, 'TERMINATED', 'FAILED')
        """,
        Map.of(
            "id", row.id(),
            "generation", row.generation(),
            "ended", ended.name(),
            "reason", reason,
            "now", now()));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private boolean update(String sql, Map<String, ?> values) {
    return jdbi.withHandle(handle -> update(handle, sql, values));
  }

  private static boolean update(Handle handle, String sql, Map<String, ?> values) {
    return handle.createUpdate(sql).bindMap(values).execute() == 1;
  }
}
