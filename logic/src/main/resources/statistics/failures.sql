-- Requests by cause of failure; those without a failure come as one row of each kind, without a
-- cause. Parameters: first and last partition, first and last day, whether test launches count.
with ended as (
  select
    executionId,
    min(userId) as userId,
    min(substr(requestedAt, 1, 10)) as requestDay,
    max(case when type in ('INSTANCE_PROVISIONED', 'PROVISION_FAILED') then 1 else 0 end)
      as isProvision,
    max(case when type in ('INSTANCE_PROVISIONED', 'INSTANCE_STOPPED') then 1 else 0 end)
      as isSuccess,
    max(problem) as problem
  from usage_events
  where dt between ? and ?
    and substr(requestedAt, 1, 10) between ? and ?
    and type in ('INSTANCE_PROVISIONED', 'PROVISION_FAILED', 'INSTANCE_STOPPED', 'STOP_FAILED')
    and executionId is not null
    and (? or not coalesce(test, false))
  group by executionId
),
explained as (
  select
    userId,
    requestDay,
    isProvision,
    case when isSuccess = 0 then coalesce(problem, 'unknown') end as cause
  from ended
)
select
  cause,
  isProvision,
  count(*) as executions,
  count(distinct userId) as people,
  max(requestDay) as lastDay
from explained
group by cause, isProvision
order by executions desc, cause, isProvision
limit 200
