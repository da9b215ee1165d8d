-- How many calls with the saved client token began and ended. A refusal counts only when its call
-- was the only one under way: beside it, a doubled run's call may have launched unseen.
alter table instances
  add launch_calls_begun integer not null default 0,
  add launch_calls_ended integer not null default 0;
