-- What the routes of cases wait for. A timer is one row, found by index when its time has come; `claimed_until` lends it to one
-- worker for a while, so that one killed on the way loses nothing. Token 0 is the law's own timer (行政许可法第三十二条).

create table timers (
  city_code char(4) not null,
  case_id uuid not null,
  token int not null,
  element text not null,
  due_at timestamptz not null,
  claimed_until timestamptz not null default '-infinity',
  primary key (city_code, case_id, token),
  foreign key (city_code, case_id) references case_files
);
create index timers_due on timers (city_code, due_at);

-- Calls of services: the outbox of the process engine. One that failed too often is an incident, which waits for a person.
create table service_calls (
  city_code char(4) not null,
  case_id uuid not null,
  token int not null,
  element text not null,
  call text not null,
  state text not null check (state in ('waiting', 'incident')),
  attempts int not null default 0,
  due_at timestamptz not null,
  claimed_until timestamptz not null default '-infinity',
  problem text,
  called_at timestamptz not null,
  primary key (city_code, case_id, token),
  foreign key (city_code, case_id) references case_files
);
create index service_calls_due on service_calls (city_code, due_at) where state = 'waiting';
create index service_calls_incidents on service_calls (city_code, called_at) where state = 'incident';

-- A step's own limit, beside the case's.
alter table tasks add column due_on date;
