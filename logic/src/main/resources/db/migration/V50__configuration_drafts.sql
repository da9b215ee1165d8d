-- A change is a draft until it is published; of a new configuration nothing may be published yet.
alter table configurations
  alter column current_version drop not null,
  add column draft_version integer;

-- Written once, when users first get the version; its content never changes.
alter table configuration_versions
  add column published_at timestamptz,
  add column published_by text,
  add column restored_from integer;

update configuration_versions set published_at = created_at, published_by = created_by;
