-- When its usage event was written to S3 in its last form; null as long as that is to be done.
alter table executions add usage_recorded_at timestamptz;
alter table instances add usage_recorded_at timestamptz;

create index executions_usage_to_record on executions (finished_at)
  where finished_at is not null and usage_recorded_at is null;
create index instances_usage_to_record on instances (ended_at)
  where ended_at is not null and launched_at is not null and usage_recorded_at is null;

-- On which days (UTC) somebody signed in. A row is written with the sign-in and leaves for S3 soon.
create table sign_in_days (
  user_id     text not null references users on delete cascade,
  day         date not null,
  first_at    timestamptz not null,
  recorded_at timestamptz,
  primary key (user_id, day)
);

create index sign_in_days_to_record on sign_in_days (first_at) where recorded_at is null;
