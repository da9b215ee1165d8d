-- The instances at EC2 that belonged to no row when the reconciler looked last.
create table unclaimed_instances (
  ec2_instance_id text primary key,
  instance_type   text not null,
  configuration   text not null,
  owner           text not null,
  launched_at     timestamptz not null,
  first_seen_at   timestamptz not null
);
