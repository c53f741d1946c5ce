-- Routes (BPMN) and decisions (DMN): one draft each, published versions that never change, and the replays that stand before
-- a publication.
alter table process_definitions add column title jsonb not null default '{}';
alter table process_definitions add column published_by text not null default '';

create table decision_definitions (
  key text not null,
  version int not null,
  state text not null check (state in ('published', 'withdrawn')),
  title jsonb not null default '{}',
  xml text not null,
  published_by text not null default '',
  published_at timestamptz not null,
  primary key (key, version)
);

-- `version` counts the saves: an editor who saw an older one is told so, and overwrites nothing.
create table definition_drafts (
  kind text not null check (kind in ('process', 'decision')),
  key text not null,
  version int not null,
  title jsonb not null,
  xml text not null,
  digest char(64) not null,
  saved_by text not null,
  saved_at timestamptz not null,
  primary key (kind, key)
);

-- What was published stays as it was: cases run by it. Only its state may change, from published to withdrawn.
create function keep_published() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.key <> old.key or new.version <> old.version or new.xml <> old.xml
    or new.title <> old.title or new.published_at <> old.published_at or new.published_by <> old.published_by
    or (old.state = 'withdrawn' and new.state <> 'withdrawn') then
    raise exception '% % version % was published and never changes', tg_table_name, old.key, old.version
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger process_definitions_stay before update or delete on process_definitions
  for each row execute function keep_published();
create trigger decision_definitions_stay before update or delete on decision_definitions
  for each row execute function keep_published();

-- A replay of recorded cases against one draft (`digest`) beside the version that was published then (`against`, 0: none).
create table replays (
  city_code char(4) not null,
  replay_id uuid not null,
  key text not null,
  digest char(64) not null,
  against int not null,
  state text not null check (state in ('running', 'done', 'failed')),
  replayed int not null default 0,
  total int not null default 0,
  report jsonb,
  started_by text not null,
  started_at timestamptz not null,
  told_at timestamptz not null,
  primary key (city_code, replay_id)
);

-- The cases of a route, by its key and the order of their ids; and those that were moved to another version.
create index events_route on events (city_code, (data->'route'->>'key'), stream_id) where stream = 'case' and type = 'submitted';
create index events_route_moved on events (city_code, stream_id) where stream = 'case' and type = 'route-moved';
create index case_files_running on case_files (city_code, case_id) where closed_at is null;
