package io.cloudapp.pulumi.cost;

import io.cloudapp.core.function.CloudFunction;

/**
 * What runs and is written in a month although nobody uses CloudApp. Estimates, but for what the
 * stack's own settings say; docs/cost.md lists them.
 */
final class IdleUse {

  static final double HOURS = 730;

  /** Reconcile runs every minute. */
  static final double RECONCILE_RUNS = HOURS * 60;

  static final CloudFunction RECONCILE = CloudFunction.RECONCILE;

  static final double RECONCILE_SECONDS = 0.5;

  static final double RECONCILE_LOG_KILOBYTES = 3;

  /** Each run reads the heartbeat and writes it. */
  static final double RECONCILE_READS = 1;

  static final double RECONCILE_WRITES = 1;

  /** Five pollers of Lambda that each ask the queue every 20 s. */
  static final double QUEUE_POLLS = 5 * HOURS * 3600 / 20;

  /** Reconcile connects every minute, so the database never falls asleep; awake it has this. */
  static final double AWAKE_DATABASE_CAPACITY = 0.5;

  /** The least that Aurora charges storage for. */
  static final double DATABASE_GIGABYTES = 10;

  static final double DATABASE_MILLION_IOS = 2;

  /** What RDS Proxy is charged for at least. */
  static final double PROXY_CAPACITY = 8;

  static final double NAT_GIGABYTES = 5;

  static final double FLOW_LOG_GIGABYTES = 1;

  static final double CLUSTER_LOG_GIGABYTES = 4;

  static final double DATABASE_LOG_GIGABYTES = 0.5;

  /** CloudWatch keeps logs compressed to about this share. */
  static final double LOG_COMPRESSION = 0.15;

  static final double KMS_REQUESTS = 100_000;

  /** Three images of some 250 MB in each repository. */
  static final double REPOSITORY_GIGABYTES = 0.75;

  static final double BUCKET_GIGABYTES = 1;

  /** Of a cluster, a service and a task family that Container Insights looks at. */
  static final double CONTAINER_METRICS = 8 + 11 + 6;

  static final double ACTIVE_PEOPLE = 5;

  private IdleUse() {}
}
