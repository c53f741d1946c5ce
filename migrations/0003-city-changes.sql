-- Counts what was published: divisions, authorities, items, calendar, routes. Every process compares it with the number its
-- city in memory was read at, and reads again when it is behind.
create table city_changes (
  only_one boolean primary key default true check (only_one),
  no bigint not null
);
insert into city_changes (no) values (1);
