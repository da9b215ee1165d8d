-- Grows with every change that a page would show, so that a waiting reader polls one number.
alter table executions add column version bigint not null default 0;
