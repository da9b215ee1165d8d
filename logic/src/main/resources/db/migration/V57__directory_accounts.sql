alter table directory_users add column enabled boolean not null default true;
