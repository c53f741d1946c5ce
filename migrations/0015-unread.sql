-- How many messages are new stands on every page of whoever is signed in: only what is new is looked through.
create index notifications_unread on notifications (city_code, account_id) where read_at is null;
