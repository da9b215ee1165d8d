-- Set when the login details are published: from then on a failed workflow undoes nothing.
alter table instances add column login_published_at timestamptz;
-- When its key was claimed; a secret that is left long after that may be deleted.
alter table instances add column login_revealed_at timestamptz;
-- STOPPING because the launch is taken back, which ends as FAILED and not as TERMINATED.
alter table instances add column undoing boolean not null default false;

create index instances_with_keys on instances (ended_at)
  where ended_at is not null and (key_pair_name is not null or secret_name is not null);
