-- A bundle that could not go on (its result could not be drawn, a store was away) waits here and is tried again by itself; the others go on.
create table bundle_retries (
  city_code char(4) not null,
  bundle_file_id uuid not null,
  attempts integer not null,
  next_try_at timestamptz not null,
  problem text not null,
  primary key (city_code, bundle_file_id)
);
create index bundle_retries_due on bundle_retries (city_code, next_try_at);
