-- Requests by piece of the range and outcome. One that has events of both outcomes did succeed: it
-- left something behind. Parameters: first and last day, whether test launches count, the length of
-- a piece.
with ended as (
  select
    execution_id,
    min(dt) as request_day,
    max(case when type in ('INSTANCE_PROVISIONED', 'PROVISION_FAILED') then 1 else 0 end)
      as is_provision,
    max(case when type in ('INSTANCE_PROVISIONED', 'INSTANCE_STOPPED') then 1 else 0 end)
      as is_success
  from usage_events
  where dt between ? and ?
    and type in ('INSTANCE_PROVISIONED', 'PROVISION_FAILED', 'INSTANCE_STOPPED', 'STOP_FAILED')
    and execution_id is not null
    and (? or not coalesce(test, false))
  group by execution_id
),
by_day as (
  select request_day, is_provision, is_success, count(*) as executions
  from ended
  group by request_day, is_provision, is_success
)
select
  date_trunc(?, cast(request_day as date)) as piece,
  sum(case when is_provision = 1 and is_success = 1 then executions else 0 end) as provisioned,
  sum(case when is_provision = 1 and is_success = 0 then executions else 0 end)
    as provision_failed,
  sum(case when is_provision = 0 and is_success = 1 then executions else 0 end) as stopped,
  sum(case when is_provision = 0 and is_success = 0 then executions else 0 end) as stop_failed
from by_day
group by 1
order by 1
