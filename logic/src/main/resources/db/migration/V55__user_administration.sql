-- Whoever is gone keeps row and name, because history refers to them; the name is free again.
alter table users drop constraint users_username_key;

alter table users
  -- Grows with every change that an admin makes; a form that saw another one is refused.
  add column version                 integer not null default 0,
  add column disabled_at             timestamptz,
  -- Tokens of sign-ins that are older than this are no longer taken.
  add column signed_out_at           timestamptz,
  -- From here on the account is being removed, whatever else happens.
  add column deletion_requested_at   timestamptz,
  add column deletion_requested_by   text references users,
  add column deleted_at              timestamptz,
  -- The directory may not have the last changes yet; they are repeated until it has.
  add column directory_due_at        timestamptz,
  -- When the directory last took changes of ours; what it says of before is out of date.
  add column directory_settled_at    timestamptz,
  add column second_factor_reset_due boolean not null default false;

create unique index users_by_username on users (username) where deleted_at is null;
create index users_in_order on users (username, id);
create index users_by_sign_in on users (last_sign_in_at) where deleted_at is null;
create index users_admins on users (id) where role = 'ADMIN' and deleted_at is null;
create index users_unsettled on users (directory_due_at)
  where directory_due_at is not null
    or (deletion_requested_at is not null and deleted_at is null);
