create table users (
  id              text primary key,
  username        text not null unique,
  email           text,
  role            text not null default 'USER' check (role in ('USER', 'ADMIN')),
  quota           integer not null default 3 check (quota >= 0),
  public_key      text,
  created_at      timestamptz not null,
  last_sign_in_at timestamptz
);
