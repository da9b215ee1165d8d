-- Milliseconds of instances by person or configuration and by what they are made of; those beyond
-- the wanted number come together, without a key. An instance begins and ends at the first moments
-- that any event gives it. Parameters: what to add up by, where counting begins and ends, how many
-- to list, first and last partition, whether test launches count.
with wanted as (
  select
    cast(? as varchar) as addedUpBy,
    from_iso8601_timestamp(?) as begins,
    from_iso8601_timestamp(?) as ends,
    cast(? as bigint) as members
),
instances as (
  select
    instanceId,
    min(case when type = 'INSTANCE_PROVISIONED' then
      case addedUpBy when 'user' then userId else configuration end end) as usedBy,
    min(case when type = 'INSTANCE_PROVISIONED' then username end) as username,
    min(case when type = 'INSTANCE_PROVISIONED' then instanceType end) as instanceType,
    min(case when type = 'INSTANCE_PROVISIONED' then diskGigabytes end) as diskGigabytes,
    min(case when type = 'INSTANCE_PROVISIONED' then diskType end) as diskType,
    min(case when type = 'INSTANCE_PROVISIONED' then
      try(from_iso8601_timestamp(launchedAt)) end) as launched,
    min(case when type in ('INSTANCE_STOPPED', 'INSTANCE_ENDED') then
      try(from_iso8601_timestamp(coalesce(endedAt, "at"))) end) as ended
  from usage_events
  cross join wanted
  where dt between ? and ?
    and type in ('INSTANCE_PROVISIONED', 'INSTANCE_STOPPED', 'INSTANCE_ENDED')
    and instanceId is not null
    and (? or not coalesce(test, false))
  group by instanceId
),
lives as (
  select
    usedBy,
    username,
    instanceType,
    diskGigabytes,
    diskType,
    launched,
    least(coalesce(ended, ends), launched + interval '31' day, ends) as ended,
    begins,
    ends
  from instances
  cross join wanted
  where launched is not null and usedBy is not null
),
used as (
  select
    usedBy,
    username,
    instanceType,
    diskGigabytes,
    diskType,
    greatest(0, date_diff('millisecond', greatest(launched, begins), ended)) as milliseconds
  from lives
  where launched < ends
    and (ended > begins or launched >= begins)
),
totals as (
  select usedBy, max(username) as username, sum(milliseconds) as milliseconds
  from used
  group by usedBy
),
listed as (
  select
    usedBy,
    username,
    row_number() over (order by milliseconds desc, usedBy) as place,
    count(*) over () as allMembers
  from totals
)
select
  case when place <= members then listed.usedBy end as usedBy,
  case when place <= members then listed.username end as username,
  instanceType,
  diskGigabytes,
  diskType,
  count(*) as instances,
  sum(milliseconds) as milliseconds,
  min(place) as place,
  max(allMembers) as allMembers
from used
join listed on used.usedBy = listed.usedBy
cross join wanted
group by 1, 2, 3, 4, 5
order by 8, 3, 4, 5
