-- Requests by cause of failure; those without a failure come as one row of each kind, without a
-- cause. Parameters: first and last day, whether test launches count.
with ended as (
  select
    execution_id,
    min(user_id) as user_id,
    min(dt) as request_day,
    max(case when type in ('INSTANCE_PROVISIONED', 'PROVISION_FAILED') then 1 else 0 end)
      as is_provision,
    max(case when type in ('INSTANCE_PROVISIONED', 'INSTANCE_STOPPED') then 1 else 0 end)
      as is_success,
    max(problem) as problem
  from usage_events
  where dt between ? and ?
    and type in ('INSTANCE_PROVISIONED', 'PROVISION_FAILED', 'INSTANCE_STOPPED', 'STOP_FAILED')
    and execution_id is not null
    and (? or not coalesce(test, false))
  group by execution_id
),
explained as (
  select
    user_id,
    request_day,
    is_provision,
    case when is_success = 0 then coalesce(problem, 'unknown') end as cause
  from ended
)
select
  cause,
  is_provision,
  count(*) as executions,
  count(distinct user_id) as people,
  max(request_day) as last_day
from explained
group by cause, is_provision
order by executions desc, cause, is_provision
limit 200
