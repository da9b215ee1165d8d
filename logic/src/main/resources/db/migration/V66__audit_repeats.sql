-- How often a refusal came again within its minute; the first one is an audit event.
create table audit_repeats (
  minute   timestamptz not null,
  key      text not null,
  event_id text not null unique,
  times    integer not null default 1,
  primary key (minute, key)
);
