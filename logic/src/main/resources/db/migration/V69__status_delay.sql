-- Tells how long the latest statuses took from their workflow to the database.
create index status_events_by_recording on status_events (recorded_at desc);
