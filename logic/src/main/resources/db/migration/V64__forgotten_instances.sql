-- How often EC2 said that it does not know the instance, and since when without a pause: one such
-- answer proves nothing, because EC2 may show a launch late.
alter table instances
  add unknown_since     timestamptz,
  add unknown_last_at   timestamptz,
  add unknown_sightings integer not null default 0,
  -- What was asked, when, and what EC2 answered, one line each.
  add end_evidence      text not null default '';
