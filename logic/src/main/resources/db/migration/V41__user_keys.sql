-- A person's own public SSH keys; all of them are put on new instances.
create table user_keys (
  id          text primary key,
  user_id     text not null references users (id) on delete cascade,
  name        text not null,
  public_key  text not null,
  fingerprint text not null,
  added_at    timestamptz not null,
  unique (user_id, fingerprint),
  unique (user_id, name)
);

insert into user_keys (id, user_id, name, public_key, fingerprint, added_at)
select
  replace(gen_random_uuid()::text, '-', ''),
  id,
  coalesce(nullif(left(trim(substr(public_key, length(split_part(public_key, ' ', 1)) +
    length(split_part(public_key, ' ', 2)) + 3)), 64), ''), 'Key'),
  split_part(public_key, ' ', 1) || ' ' || split_part(public_key, ' ', 2),
  'SHA256:' || rtrim(encode(sha256(decode(split_part(public_key, ' ', 2), 'base64')), 'base64'), '='),
  now()
from users
where public_key is not null;

alter table users drop column public_key;
