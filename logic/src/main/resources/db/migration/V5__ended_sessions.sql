-- The deny list: sign-ins that were ended before their tokens expire.
create table ended_sessions (
  session_id text primary key,
  until      timestamptz not null
);
