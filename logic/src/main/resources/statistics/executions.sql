-- Requests by piece of the range and outcome. One that has events of both outcomes did succeed: it
-- left something behind. Parameters: first and last partition, first and last day, whether test
-- launches count, the length of a piece.
with ended as (
  select
    executionId,
    min(substr(requestedAt, 1, 10)) as requestDay,
    max(case when type in ('INSTANCE_PROVISIONED', 'PROVISION_FAILED') then 1 else 0 end)
      as isProvision,
    max(case when type in ('INSTANCE_PROVISIONED', 'INSTANCE_STOPPED') then 1 else 0 end)
      as isSuccess
  from usage_events
  where dt between ? and ?
    and substr(requestedAt, 1, 10) between ? and ?
    and type in ('INSTANCE_PROVISIONED', 'PROVISION_FAILED', 'INSTANCE_STOPPED', 'STOP_FAILED')
    and executionId is not null
    and (? or not coalesce(test, false))
  group by executionId
)
select
  date_trunc(?, cast(requestDay as date)) as piece,
  count(case when isProvision = 1 and isSuccess = 1 then 1 end) as provisioned,
  count(case when isProvision = 1 and isSuccess = 0 then 1 end) as provisionFailed,
  count(case when isProvision = 0 and isSuccess = 1 then 1 end) as stopped,
  count(case when isProvision = 0 and isSuccess = 0 then 1 end) as stopFailed
from ended
group by 1
order by 1
