-- Different people by piece of the range, and of the whole range in the row without one.
-- Parameters: first and last day, the length of a piece.
with active as (
  select distinct user_id, dt as active_day
  from usage_events
  where dt between ? and ?
    and type in (
      'SIGNED_IN', 'INSTANCE_PROVISIONED', 'PROVISION_FAILED', 'INSTANCE_STOPPED', 'STOP_FAILED')
    and user_id is not null
)
select date_trunc(?, cast(active_day as date)) as piece, count(distinct user_id) as people
from active
group by 1
union all
select null, count(distinct user_id)
from active
order by 1
