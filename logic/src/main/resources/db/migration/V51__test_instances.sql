-- A test instance tries a draft: only the admin who launched it sees it, and it ends soon.
alter table instances add column test boolean not null default false;

create index instances_living_by_configuration on instances (configuration, owner_id)
  where state in ('PENDING', 'RUNNING', 'STOPPING');
