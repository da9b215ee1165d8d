-- The lists of executions are filtered; each of these is in the order of the list.
create index executions_by_state on executions (state, requested_at desc, id desc);
