-- The lists of the admins, each filter with the order of the list.
create index instances_by_state on instances (state, requested_at desc, id desc);
create index instances_by_configuration on instances (configuration, requested_at desc, id desc);
