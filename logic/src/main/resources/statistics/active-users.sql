-- Different people by piece of the range, and of the whole range in the row without one.
-- Parameters: first and last partition, first and last day, the length of a piece.
with active as (
  select distinct userId, substr(requestedAt, 1, 10) as activeDay
  from usage_events
  where dt between ? and ?
    and substr(requestedAt, 1, 10) between ? and ?
    and type in (
      'SIGNED_IN', 'INSTANCE_PROVISIONED', 'PROVISION_FAILED', 'INSTANCE_STOPPED', 'STOP_FAILED')
    and userId is not null
)
select date_trunc(?, cast(activeDay as date)) as piece, count(distinct userId) as people
from active
group by 1
union all
select null, count(distinct userId)
from active
order by 1
