-- What people are to be told by e-mail, written together with what it tells of.
create table notices (
  id          text primary key,
  user_id     text not null references users,
  instance_id text not null references instances,
  kind        text not null,
  -- What makes it another notice of the same kind, for example the end that it warns of.
  about       text not null,
  subject     text not null,
  message     text not null,
  created_at  timestamptz not null,
  -- Counted before it is sent: a crash in between sends it once more, and never again.
  tries       integer not null default 0,
  sent_at     timestamptz,
  unique (instance_id, kind, about)
);

create index notices_to_send on notices (created_at) where sent_at is null;
