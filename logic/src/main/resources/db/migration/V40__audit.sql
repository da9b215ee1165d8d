create table audit_events (
  id       text primary key,
  at       timestamptz not null,
  actor_id text not null,
  actor    text not null,
  action   text not null,
  outcome  text not null check (outcome in ('DONE', 'REFUSED', 'FAILED', 'ATTEMPTED')),
  target   text not null,
  detail   text not null,
  address  text not null
);

create index audit_events_by_time on audit_events (at desc, id desc);
create index audit_events_by_actor on audit_events (actor, at desc, id desc);
create index audit_events_by_action on audit_events (action, at desc, id desc);
create index audit_events_by_target on audit_events (target, at desc, id desc);
