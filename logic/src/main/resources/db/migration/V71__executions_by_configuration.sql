create index executions_by_configuration on executions (configuration, requested_at desc, id desc);
