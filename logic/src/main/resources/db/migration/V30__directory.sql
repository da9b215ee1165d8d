-- The sign-ins of an installation without a Cognito user pool.
create table directory_users (
  user_id               text primary key,
  username              text not null unique check (username = lower(username)),
  email                 text,
  in_admins             boolean not null,
  -- argon2id in the PHC string format.
  password_hash         text not null,
  must_change_password  boolean not null,
  -- Names of secrets in Secrets Manager; the pending one is not confirmed by a code yet.
  second_factor         text,
  pending_second_factor text,
  -- The 30-second step of the newest code used; a code is good once.
  last_code_step        bigint not null default 0,
  -- Counted before the password is looked at, so that parallel guesses cannot outrun it.
  failures              integer not null default 0,
  locked_until          timestamptz,
  created_at            timestamptz not null
);

create table directory_refresh_tokens (
  -- SHA-256; the token itself is with its owner only.
  token_hash text primary key,
  user_id    text not null references directory_users,
  session_id text not null,
  expires_at timestamptz not null
);

create index directory_refresh_tokens_expiring on directory_refresh_tokens (expires_at);
