-- What CloudApp's own user may do: what its code does, and nothing of the schema. Run after every
-- migration; a new table has to be named here.
revoke all on all tables in schema public from ${user};

-- The log is added to. Nobody who reaches the database through CloudApp can rewrite it.
grant select, insert on
  audit_events,
  status_events
to ${user};

-- History refers to them, so they stay.
grant select, insert, update on
  audit_repeats,
  configuration_versions,
  configurations,
  execution_steps,
  executions,
  instances,
  notices,
  reconcile_state,
  sign_in_days,
  users
to ${user};

grant select, insert, delete on
  directory_refresh_tokens,
  ended_sessions,
  orphan_sightings,
  reconcile_runs,
  unclaimed_instances,
  user_creations,
  user_keys
to ${user};

grant select, insert, update, delete on
  directory_users,
  instance_schedules
to ${user};

-- A statement that hangs must not outlive the Lambda or the request that waits for it.
alter role ${user} set statement_timeout = '10s';
-- A sandbox of Lambda that is frozen closes no connection by itself.
alter role ${user} set idle_session_timeout = '10min';
