-- Until when a lifetime can be extended, frozen with the request; null where it cannot.
alter table instances add latest_expiry_at timestamptz;

-- When an instance ends every week. The row keeps the next time, so that a run that comes late
-- still finds it, and the one time that its owner has left out.
create table instance_schedules (
  instance_id text primary key references instances,
  -- Bit 0 is Monday.
  days        integer not null check (days between 1 and 127),
  time_of_day time not null,
  time_zone   text not null,
  next_at     timestamptz not null,
  skipped_at  timestamptz,
  changed_at  timestamptz not null,
  check (skipped_at < next_at)
);
