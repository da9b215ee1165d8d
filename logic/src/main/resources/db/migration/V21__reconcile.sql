-- One row: how often reconcile has run. S3 holds the same number, so a restored database shows.
create table reconcile_state (
  only_row      boolean primary key default true check (only_row),
  install_id    text not null,
  run           bigint not null default 0,
  last_alarm_at timestamptz
);

-- Instances that nobody owns; one is ended only when two runs have seen it.
create table orphan_sightings (
  ec2_instance_id text primary key,
  first_run       bigint not null,
  first_seen_at   timestamptz not null
);
