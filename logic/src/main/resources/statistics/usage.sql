-- Milliseconds of instances by person or configuration and by what they are made of; those beyond
-- the wanted number come together, without a key. An instance begins and ends at the first moments
-- that any event gives it. Parameters: what to add up by, where counting begins and ends, how many
-- to list, first and last day of the events to read, whether test launches count.
with wanted as (
  select
    cast(? as varchar) as added_up_by,
    from_iso8601_timestamp(?) as begins,
    from_iso8601_timestamp(?) as ends,
    cast(? as bigint) as members
),
instances as (
  select
    instance_id,
    min(case when type = 'INSTANCE_PROVISIONED' then
      case added_up_by when 'user' then user_id else configuration end end) as used_by,
    min(case when type = 'INSTANCE_PROVISIONED' then username end) as username,
    min(case when type = 'INSTANCE_PROVISIONED' then instance_type end) as instance_type,
    min(case when type = 'INSTANCE_PROVISIONED' then disk_gigabytes end) as disk_gigabytes,
    min(case when type = 'INSTANCE_PROVISIONED' then disk_type end) as disk_type,
    min(case when type = 'INSTANCE_PROVISIONED' then
      try(from_iso8601_timestamp(launched_at)) end) as launched,
    min(case when type in ('INSTANCE_STOPPED', 'INSTANCE_ENDED') then
      try(from_iso8601_timestamp(coalesce(ended_at, "at"))) end) as ended
  from usage_events
  cross join wanted
  where dt between ? and ?
    and type in ('INSTANCE_PROVISIONED', 'INSTANCE_STOPPED', 'INSTANCE_ENDED')
    and instance_id is not null
    and (? or not coalesce(test, false))
  group by instance_id
),
lives as (
  select
    used_by,
    username,
    instance_type,
    disk_gigabytes,
    disk_type,
    launched,
    least(coalesce(ended, ends), launched + interval '31' day, ends) as ended,
    begins,
    ends
  from instances
  cross join wanted
  where launched is not null and used_by is not null
),
used as (
  select
    used_by,
    username,
    instance_type,
    disk_gigabytes,
    disk_type,
    greatest(0, date_diff('millisecond', greatest(launched, begins), ended)) as milliseconds
  from lives
  where launched < ends
    and (ended > begins or launched >= begins)
),
totals as (
  select used_by, max(username) as username, sum(milliseconds) as milliseconds
  from used
  group by used_by
),
listed as (
  select
    used_by,
    username,
    row_number() over (order by milliseconds desc, used_by) as place,
    count(*) over () as all_members
  from totals
)
select
  case when place <= members then listed.used_by end as used_by,
  case when place <= members then listed.username end as username,
  instance_type,
  disk_gigabytes,
  disk_type,
  count(*) as instances,
  sum(milliseconds) as milliseconds,
  min(place) as place,
  max(all_members) as all_members
from used
join listed on used.used_by = listed.used_by
cross join wanted
group by 1, 2, 3, 4, 5
order by 8, 3, 4, 5
