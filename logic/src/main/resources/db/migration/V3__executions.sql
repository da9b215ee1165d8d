-- The row in state ACCEPTED is the outbox: reconcile starts what was accepted and never started.
create table executions (
  id                    text primary key,
  kind                  text not null check (kind in ('PROVISION', 'STOP')),
  state                 text not null check (state in ('ACCEPTED', 'RUNNING', 'SUCCEEDED', 'FAILED')),
  user_id               text not null references users,
  idempotency_key       text not null check (length(idempotency_key) between 1 and 64),
  payload_hash          text not null,
  instance_id           text not null,
  configuration         text not null,
  configuration_version integer not null,
  forced                boolean not null default false,
  reason                text not null default '',
  requested_at          timestamptz not null,
  started_at            timestamptz,
  finished_at           timestamptz,
  deadline              timestamptz not null,
  problem               jsonb,
  unique (user_id, idempotency_key),
  check ((finished_at is not null) = (state in ('SUCCEEDED', 'FAILED')))
);

create index executions_by_user on executions (user_id, requested_at desc, id desc);
create index executions_by_time on executions (requested_at desc, id desc);
create index executions_unfinished on executions (deadline) where state in ('ACCEPTED', 'RUNNING');
create index executions_by_instance on executions (instance_id);
create index executions_for_estimates on executions (configuration, kind, finished_at desc)
  where state = 'SUCCEEDED';

create table execution_steps (
  execution_id text not null references executions,
  name         text not null,
  rank         integer not null,
  state        text not null
    check (state in ('WAITING', 'RUNNING', 'RETRYING', 'SUCCEEDED', 'FAILED', 'UNDONE')),
  started_at   timestamptz,
  finished_at  timestamptz,
  attempts     integer not null default 0,
  reason       text not null default '',
  primary key (execution_id, name)
);

-- What was read from the login queue; a doubled announcement is recognised by its event id.
create table status_events (
  event_id     text primary key,
  execution_id text not null references executions,
  at           timestamptz not null,
  recorded_at  timestamptz not null
);
