-- How pages and e-mails speak to a person; without a value, as the browser asks for.
alter table users
  add column time_zone     text,
  add column language      text check (language in ('en', 'de')),
  add column notifications boolean not null default true;
