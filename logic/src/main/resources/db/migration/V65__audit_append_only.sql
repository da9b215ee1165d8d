-- Entries are added and nothing else: whoever can reach the log through us cannot rewrite it.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is append-only';
end
$$;

create trigger audit_events_append_only
  before update or delete or truncate on audit_events
  for each statement execute function refuse_audit_change();

create index audit_events_by_outcome on audit_events (outcome, at desc, id desc);
