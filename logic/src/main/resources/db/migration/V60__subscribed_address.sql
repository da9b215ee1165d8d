-- The address that is subscribed to the topic of people; differs from email until that is done.
alter table users add subscribed_address text;

create index users_to_subscribe on users (created_at)
  where email is not null and subscribed_address is distinct from email;
