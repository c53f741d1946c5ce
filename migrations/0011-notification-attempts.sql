-- A message that could not be handed over waits longer each time, and in the end is given up: it stands on the site all the same. Whoever
-- takes messages to send pushes their next try ahead, so that two at once do not send one twice.
alter table notifications add column attempts integer not null default 0;
alter table notifications add column next_try_at timestamptz not null default '-infinity';
create index notifications_waiting on notifications (city_code, next_try_at) where email_state = 'waiting' or sms_state = 'waiting';
