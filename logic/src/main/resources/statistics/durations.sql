-- Seconds from click to usable by configuration, and of all in the row without one. Events of the
-- first schema tell only when the execution ended, a moment later. Percentiles by nearest rank: the
-- least value whose place is at or behind the wanted part of all. Parameters: first and last
-- day, whether test launches count, how many configurations to list.
with launches as (
  select
    execution_id,
    min(configuration) as configuration,
    min(coalesce(usable_seconds, finished_seconds)) as seconds
  from usage_events
  where dt between ? and ?
    and type = 'INSTANCE_PROVISIONED'
    and execution_id is not null
    and configuration is not null
    and coalesce(usable_seconds, finished_seconds) >= 0
    and (? or not coalesce(test, false))
  group by execution_id
),
placed as (
  select
    configuration,
    seconds,
    row_number() over (partition by configuration order by seconds) as place,
    count(*) over (partition by configuration) as launches,
    row_number() over (order by seconds) as place_of_all,
    count(*) over () as launches_of_all
  from launches
),
measured as (
  select
    configuration,
    max(launches) as launches,
    min(case when place * 100 >= launches * 50 then seconds end) as p50,
    min(case when place * 100 >= launches * 95 then seconds end) as p95,
    min(case when place * 100 >= launches * 99 then seconds end) as p99
  from placed
  group by configuration
),
listed as (
  select
    configuration,
    launches,
    p50,
    p95,
    p99,
    row_number() over (order by launches desc, configuration) as place,
    count(*) over () as configurations
  from measured
),
of_all as (
  select
    max(launches_of_all) as launches,
    min(case when place_of_all * 100 >= launches_of_all * 50 then seconds end) as p50,
    min(case when place_of_all * 100 >= launches_of_all * 95 then seconds end) as p95,
    min(case when place_of_all * 100 >= launches_of_all * 99 then seconds end) as p99
  from placed
)
select configuration, launches, p50, p95, p99, place, configurations
from listed
where place <= ?
union all
select null, launches, p50, p95, p99, 0, 0
from of_all
where launches is not null
order by place
