package io.cloudapp.logic.reconcile;

import io.cloudapp.logic.compute.ComputeInstance;
import io.cloudapp.logic.compute.TagName;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Keeps which instances belonged to nobody at the last look, also those too young to be ended. */
@Singleton
public final class UnclaimedInstances {

  private final Jdbi jdbi;

  UnclaimedInstances(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** One of them, with what its tags say. */
  public record Unclaimed(
      String ec2InstanceId,
      String instanceType,
      String configuration,
      String owner,
      Instant launchedAt,
      Instant firstSeenAt) {}

  void note(List<ComputeInstance> unclaimed, Instant now) {
    jdbi.useTransaction(
        transaction -> {
          transaction
              .createUpdate("delete from unclaimed_instances where not ec2_instance_id = any(:ids)")
              .bindArray(
                  "ids",
                  String.class,
                  unclaimed.stream().map(ComputeInstance::ec2InstanceId).toList())
              .execute();
          for (var instance : unclaimed) {
            transaction
                .createUpdate(
                    "insert into unclaimed_instances values (:id, :type, :configuration, :owner,"
                        + " :launchedAt, :now) on conflict do nothing")
                .bind("id", instance.ec2InstanceId())
                .bind("type", instance.instanceType())
                .bind("configuration", instance.tags().getOrDefault(TagName.CONFIGURATION, ""))
                .bind("owner", instance.tags().getOrDefault(TagName.OWNER, ""))
                .bind("launchedAt", instance.launchedAt().atOffset(ZoneOffset.UTC))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
          }
        });
  }

  /** The longest known first, {@code limit} at most. */
  public List<Unclaimed> list(int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from unclaimed_instances"
                        + " order by first_seen_at, ec2_instance_id limit :limit")
                .bind("limit", limit)
                .map((row, context) -> unclaimed(row))
                .list());
  }

  private static Unclaimed unclaimed(ResultSet row) throws SQLException {
    return new Unclaimed(
        row.getString("ec2_instance_id"),
        row.getString("instance_type"),
        row.getString("configuration"),
        row.getString("owner"),
        row.getObject("launched_at", OffsetDateTime.class).toInstant(),
        row.getObject("first_seen_at", OffsetDateTime.class).toInstant());
  }
}
