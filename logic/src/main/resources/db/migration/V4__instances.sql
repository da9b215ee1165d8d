-- The id is the id of the provision execution: one accepted request has at most one instance.
-- The row is written with the request, so quota counts rows and nothing else.
create table instances (
  id                    text primary key references executions,
  owner_id              text not null references users,
  configuration         text not null,
  configuration_version integer not null,
  state                 text not null
    check (state in ('PENDING', 'RUNNING', 'STOPPING', 'STOPPED', 'TERMINATED', 'FAILED')),
  -- Grows with every change of state; a step claims its work with the generation it saw.
  generation            integer not null default 0,
  -- The resolved launch (AMI id, type, subnet by zone, user data …), frozen before the first try.
  launch                jsonb,
  attempt               integer not null default 0,
  zone                  text,
  client_token          text check (length(client_token) = 64),
  launch_called_at      timestamptz,
  ec2_instance_id       text unique,
  host                  text,
  login_user            text not null,
  login_state           text not null default 'NONE'
    check (login_state in ('NONE', 'PREPARED', 'AVAILABLE', 'REVEALED', 'OWN_KEY')),
  key_pair_name         text,
  secret_name           text,
  requested_at          timestamptz not null,
  launched_at           timestamptz,
  expires_at            timestamptz not null,
  ended_at              timestamptz,
  stop_reason           text not null default ''
);

create index instances_by_owner on instances (owner_id, requested_at desc, id desc);
create index instances_by_time on instances (requested_at desc, id desc);
create index instances_living on instances (owner_id)
  where state in ('PENDING', 'RUNNING', 'STOPPING');
create index instances_expiring on instances (expires_at)
  where state in ('PENDING', 'RUNNING', 'STOPPING');
