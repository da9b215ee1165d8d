create table configurations (
  name            text primary key check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  enabled         boolean not null,
  current_version integer not null,
  deleted_at      timestamptz
);

-- A version is never changed once written: executions and instances refer to it.
create table configuration_versions (
  name       text not null references configurations,
  version    integer not null check (version > 0),
  definition jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (name, version)
);
