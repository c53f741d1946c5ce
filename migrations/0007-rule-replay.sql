-- Drafts of decision tables are replayed too: against the rulings that stand in the cases' histories.
alter table replays add column kind text not null default 'process' check (kind in ('process', 'decision'));

-- The rulings by a file of decisions, in the order of the cases' ids.
create index events_ruled on events (city_code, (data->'decision'->>'key'), stream_id, seq) where stream = 'case' and type = 'ruled';
