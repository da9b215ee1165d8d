-- Accounts asked of the directory; a row that stays is one whose outcome nobody wrote down.
create table user_creations (
  username     text primary key,
  email        text not null,
  quota        integer not null check (quota >= 0),
  admin        boolean not null,
  requested_by text not null references users,
  requested_at timestamptz not null
);
