-- What each run of the reconciler saw and did; kept for 30 days.
create table reconcile_runs (
  id            bigint generated always as identity primary key,
  started_at    timestamptz not null,
  finished_at   timestamptz not null,
  outcome       text not null,
  ec2_instances integer not null,
  present_rows  integer not null,
  actions       jsonb not null,
  alarms        jsonb not null,
  -- Whether there is something to read in it.
  notable       boolean not null
);

create index reconcile_runs_by_time on reconcile_runs (started_at desc);
create index reconcile_runs_notable on reconcile_runs (started_at desc) where notable;
