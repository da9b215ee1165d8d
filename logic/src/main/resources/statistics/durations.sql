-- Seconds from click to usable by configuration, and of all in the row without one. Events of the
-- first schema tell only when the execution ended, a moment later. Percentiles by nearest rank: the
-- least value whose place is at or behind the wanted part of all. Parameters: first and last
-- partition, first and last day, whether test launches count, how many configurations to list.
with launches as (
  select
    executionId,
    min(configuration) as configuration,
    min(coalesce(usableSeconds, finishedSeconds)) as seconds
  from usage_events
  where dt between ? and ?
    and substr(requestedAt, 1, 10) between ? and ?
    and type = 'INSTANCE_PROVISIONED'
    and executionId is not null
    and configuration is not null
    and coalesce(usableSeconds, finishedSeconds) >= 0
    and (? or not coalesce(test, false))
  group by executionId
),
placed as (
  select
    configuration,
    seconds,
    row_number() over (partition by configuration order by seconds) as place,
    count(*) over (partition by configuration) as launches,
    row_number() over (order by seconds) as placeOfAll,
    count(*) over () as launchesOfAll
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
ofAll as (
  select
    max(launchesOfAll) as launches,
    min(case when placeOfAll * 100 >= launchesOfAll * 50 then seconds end) as p50,
    min(case when placeOfAll * 100 >= launchesOfAll * 95 then seconds end) as p95,
    min(case when placeOfAll * 100 >= launchesOfAll * 99 then seconds end) as p99
  from placed
)
select configuration, launches, p50, p95, p99, place, configurations
from listed
where place <= ?
union all
select null, launches, p50, p95, p99, 0, 0
from ofAll
where launches is not null
order by place
