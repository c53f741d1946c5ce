-- Written by npm run db:dump. Do not edit.

create table access_records (
  city_code character(4) not null,
  case_id uuid not null,
  access_id uuid not null,
  account_id uuid not null,
  reader_name text not null,
  authority_name text not null,
  purpose text not null,
  at timestamp with time zone not null,
  constraint access_records_pkey PRIMARY KEY (city_code, case_id, access_id)
);

create table accounts (
  account_id uuid not null,
  issuer text not null,
  subject text not null,
  kind text not null,
  name text not null,
  profile jsonb not null,
  preferences jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  signed_in_at timestamp with time zone,
  constraint accounts_issuer_subject_key UNIQUE (issuer, subject),
  constraint accounts_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'officer'::text, 'firm'::text]))),
  constraint accounts_pkey PRIMARY KEY (account_id)
);

create table authorities (
  credit_code character(18) not null,
  authority_no character(2) not null,
  name text not null,
  short_name text not null,
  kind text not null,
  level text not null,
  division_code character(12) not null,
  nature text not null,
  synthetic boolean not null,
  details jsonb not null,
  constraint authorities_division_code_fkey FOREIGN KEY (division_code) REFERENCES divisions(code),
  constraint authorities_pkey PRIMARY KEY (credit_code)
);

create table bundle_files (
  city_code character(4) not null,
  bundle_file_id uuid not null,
  bundle_no text not null,
  version integer not null,
  state text not null,
  bundle_id text not null,
  bundle_revision integer not null,
  account_id uuid not null,
  submitted_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  agent_account_id uuid,
  constraint bundle_files_pkey PRIMARY KEY (city_code, bundle_file_id)
);

create table bundle_members (
  city_code character(4) not null,
  bundle_file_id uuid not null,
  entry_id text not null,
  case_id uuid not null,
  constraint bundle_members_city_code_bundle_file_id_fkey FOREIGN KEY (city_code, bundle_file_id) REFERENCES bundle_files(city_code, bundle_file_id),
  constraint bundle_members_pkey PRIMARY KEY (city_code, bundle_file_id, entry_id)
);

create table bundle_no_counters (
  city_code character(4) not null,
  received_on date not null,
  last integer not null,
  constraint bundle_no_counters_pkey PRIMARY KEY (city_code, received_on)
);

create table bundle_retries (
  city_code character(4) not null,
  bundle_file_id uuid not null,
  attempts integer not null,
  next_try_at timestamp with time zone not null,
  problem text not null,
  constraint bundle_retries_pkey PRIMARY KEY (city_code, bundle_file_id)
);

create table bundle_revisions (
  bundle_id text not null,
  no integer not null,
  content jsonb not null,
  digest character(64) not null,
  published_at timestamp with time zone not null,
  constraint bundle_revisions_pkey PRIMARY KEY (bundle_id, no)
);

create table calendar_days (
  day date not null,
  kind text not null,
  name text not null,
  status text not null,
  constraint calendar_days_kind_check CHECK ((kind = ANY (ARRAY['holiday'::text, 'workday'::text]))),
  constraint calendar_days_pkey PRIMARY KEY (day),
  constraint calendar_days_status_check CHECK ((status = ANY (ARRAY['final'::text, 'provisional'::text])))
);

create table case_files (
  city_code character(4) not null,
  case_id uuid not null,
  case_no text not null,
  version integer not null,
  state text not null,
  entry_id text not null,
  entry_revision integer not null,
  override_revision integer not null,
  item_code text not null,
  item_name text not null,
  authority_code character(18) not null,
  division_code character(12) not null,
  account_id uuid not null,
  applicant_kind text not null,
  applicant_name text not null,
  applicant_code text not null,
  channel text not null,
  submitted_at timestamp with time zone not null,
  accepted_on date,
  due_on date,
  clock_stopped boolean not null default false,
  closed_at timestamp with time zone,
  run jsonb not null,
  act_by date,
  agent_account_id uuid,
  constraint case_files_pkey PRIMARY KEY (city_code, case_id)
);

create table case_materials (
  city_code character(4) not null,
  case_id uuid not null,
  material_no integer not null,
  position integer not null,
  name text not null,
  digest character(64),
  media_type text,
  size bigint,
  trust character(1) not null,
  given_at timestamp with time zone not null,
  constraint case_materials_city_code_case_id_fkey FOREIGN KEY (city_code, case_id) REFERENCES case_files(city_code, case_id),
  constraint case_materials_pkey PRIMARY KEY (city_code, case_id, material_no, "position"),
  constraint case_materials_trust_check CHECK ((trust = ANY (ARRAY['A'::bpchar, 'B'::bpchar, 'C'::bpchar, 'D'::bpchar])))
);

create table case_no_counters (
  city_code character(4) not null,
  division_code character(6) not null,
  authority_no character(2) not null,
  received_on date not null,
  last integer not null,
  constraint case_no_counters_pkey PRIMARY KEY (city_code, division_code, authority_no, received_on)
);

create table catalogue_entries (
  entry_id text not null,
  basic_code character(12) not null,
  name text not null,
  created_at timestamp with time zone not null,
  constraint catalogue_entries_basic_code_key UNIQUE (basic_code),
  constraint catalogue_entries_pkey PRIMARY KEY (entry_id)
);

create table city_changes (
  only_one boolean not null default true,
  no bigint not null,
  constraint city_changes_only_one_check CHECK (only_one),
  constraint city_changes_pkey PRIMARY KEY (only_one)
);

create table confirmations (
  entry_id text not null,
  authority_code text not null,
  confirmed_by text not null,
  confirmed_at timestamp with time zone not null,
  entry_revision integer not null,
  override_revision integer not null,
  constraint confirmations_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalogue_entries(entry_id),
  constraint confirmations_pkey PRIMARY KEY (entry_id, authority_code)
);

create table decision_definitions (
  key text not null,
  version integer not null,
  state text not null,
  title jsonb not null default '{}'::jsonb,
  xml text not null,
  published_by text not null default ''::text,
  published_at timestamp with time zone not null,
  constraint decision_definitions_pkey PRIMARY KEY (key, version),
  constraint decision_definitions_state_check CHECK ((state = ANY (ARRAY['published'::text, 'withdrawn'::text])))
);

create table definition_drafts (
  kind text not null,
  key text not null,
  version integer not null,
  title jsonb not null,
  xml text not null,
  digest character(64) not null,
  saved_by text not null,
  saved_at timestamp with time zone not null,
  constraint definition_drafts_kind_check CHECK ((kind = ANY (ARRAY['process'::text, 'decision'::text]))),
  constraint definition_drafts_pkey PRIMARY KEY (kind, key)
);

create table divisions (
  code character(12) not null,
  name text not null,
  level text not null,
  parent_code character(12),
  constraint divisions_level_check CHECK ((level = ANY (ARRAY['province'::text, 'city'::text, 'county'::text, 'township'::text, 'village'::text]))),
  constraint divisions_parent_code_fkey FOREIGN KEY (parent_code) REFERENCES divisions(code),
  constraint divisions_pkey PRIMARY KEY (code)
);

create table drafts (
  city_code character(4) not null,
  draft_id uuid not null,
  account_id uuid not null,
  principal text not null,
  entry_id text not null,
  authority_code character(18) not null,
  version integer not null,
  content jsonb not null,
  saved_at timestamp with time zone not null,
  constraint drafts_city_code_account_id_principal_entry_id_authority_co_key UNIQUE (city_code, account_id, principal, entry_id, authority_code),
  constraint drafts_pkey PRIMARY KEY (city_code, draft_id)
);

create table events (
  city_code character(4) not null,
  stream text not null,
  stream_id text not null,
  seq integer not null,
  type text not null,
  at timestamp with time zone not null,
  actor jsonb not null,
  data jsonb not null,
  feed_no bigint not null generated always as identity,
  tx xid8 not null default pg_current_xact_id(),
  constraint events_pkey PRIMARY KEY (city_code, stream, stream_id, seq)
);

create table feed_cursors (
  reader text not null,
  tx xid8 not null default '0'::xid8,
  feed_no bigint not null default 0,
  constraint feed_cursors_pkey PRIMARY KEY (reader)
);

create table forgotten_files (
  city_code character(4) not null,
  digest character(64) not null,
  since timestamp with time zone not null,
  constraint forgotten_files_pkey PRIMARY KEY (city_code, digest)
);

create table idempotency_keys (
  city_code character(4) not null,
  account_id uuid not null,
  key text not null,
  request_digest text not null,
  answer jsonb not null,
  at timestamp with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (city_code, account_id, key)
);

create table mandates (
  mandate_id uuid not null,
  principal_kind text not null,
  principal_account_id uuid not null,
  principal_code text,
  principal_name text not null,
  agent_account_id uuid,
  agent_hint text,
  scope jsonb not null,
  valid_from date not null,
  valid_until date not null,
  granted_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  may_delegate boolean not null default false,
  granted_by uuid,
  revoked_by uuid,
  constraint mandates_agent_account_id_fkey FOREIGN KEY (agent_account_id) REFERENCES accounts(account_id),
  constraint mandates_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES accounts(account_id),
  constraint mandates_pkey PRIMARY KEY (mandate_id),
  constraint mandates_principal_account_id_fkey FOREIGN KEY (principal_account_id) REFERENCES accounts(account_id),
  constraint mandates_principal_kind_check CHECK ((principal_kind = ANY (ARRAY['natural'::text, 'legal'::text]))),
  constraint mandates_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES accounts(account_id)
);

create table notifications (
  city_code character(4) not null,
  case_id uuid not null,
  seq integer not null,
  account_id uuid not null,
  subject jsonb not null,
  body jsonb not null,
  told_at timestamp with time zone not null,
  read_at timestamp with time zone,
  email_state text not null,
  sms_state text not null,
  attempts integer not null default 0,
  next_try_at timestamp with time zone not null default '-infinity'::timestamp with time zone,
  outside jsonb,
  constraint notifications_pkey PRIMARY KEY (city_code, case_id, seq)
);

create table officer_roles (
  account_id uuid not null,
  role text not null,
  division_code character(12) not null,
  authority_code text,
  given_at timestamp with time zone,
  given_by_name text,
  constraint officer_roles_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id),
  constraint officer_roles_once UNIQUE NULLS NOT DISTINCT (account_id, role, division_code, authority_code)
);

create table passkey_challenges (
  challenge_digest character(64) not null,
  account_id uuid,
  expires_at timestamp with time zone not null,
  constraint passkey_challenges_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id),
  constraint passkey_challenges_pkey PRIMARY KEY (challenge_digest)
);

create table passkeys (
  passkey_id text not null,
  account_id uuid not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  added_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint passkeys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id),
  constraint passkeys_pkey PRIMARY KEY (passkey_id)
);

create table process_definitions (
  key text not null,
  version integer not null,
  state text not null,
  xml text not null,
  published_at timestamp with time zone not null,
  title jsonb not null default '{}'::jsonb,
  published_by text not null default ''::text,
  constraint process_definitions_pkey PRIMARY KEY (key, version),
  constraint process_definitions_state_check CHECK ((state = ANY (ARRAY['published'::text, 'withdrawn'::text])))
);

create table rating_invitations (
  city_code character(4) not null,
  token_digest character(64) not null,
  case_id uuid not null,
  account_id uuid not null,
  invited_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint rating_invitations_pkey PRIMARY KEY (city_code, token_digest)
);

create table ratings (
  city_code character(4) not null,
  case_id uuid not null,
  level integer not null,
  options text[] not null,
  remark text not null,
  entry_id text not null,
  authority_code character(18) not null,
  rated_at timestamp with time zone not null,
  constraint ratings_level_check CHECK (((level >= 1) AND (level <= 5))),
  constraint ratings_pkey PRIMARY KEY (city_code, case_id)
);

create table replays (
  city_code character(4) not null,
  replay_id uuid not null,
  key text not null,
  digest character(64) not null,
  against integer not null,
  state text not null,
  replayed integer not null default 0,
  total integer not null default 0,
  report jsonb,
  started_by text not null,
  started_at timestamp with time zone not null,
  told_at timestamp with time zone not null,
  kind text not null default 'process'::text,
  constraint replays_kind_check CHECK ((kind = ANY (ARRAY['process'::text, 'decision'::text]))),
  constraint replays_pkey PRIMARY KEY (city_code, replay_id),
  constraint replays_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);

create table revisions (
  entry_id text not null,
  authority_code text not null default ''::text,
  no integer not null,
  state text not null,
  content jsonb not null,
  digest character(64) not null,
  edited_by text not null,
  edited_at timestamp with time zone not null,
  published_at timestamp with time zone,
  constraint revisions_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalogue_entries(entry_id),
  constraint revisions_pkey PRIMARY KEY (entry_id, authority_code, no),
  constraint revisions_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'locked'::text])))
);

create table schema_migrations (
  name text not null,
  digest text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table service_calls (
  city_code character(4) not null,
  case_id uuid not null,
  token integer not null,
  element text not null,
  call text not null,
  state text not null,
  attempts integer not null default 0,
  due_at timestamp with time zone not null,
  claimed_until timestamp with time zone not null default '-infinity'::timestamp with time zone,
  problem text,
  called_at timestamp with time zone not null,
  constraint service_calls_city_code_case_id_fkey FOREIGN KEY (city_code, case_id) REFERENCES case_files(city_code, case_id),
  constraint service_calls_pkey PRIMARY KEY (city_code, case_id, token),
  constraint service_calls_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'incident'::text])))
);

create table sessions (
  session_digest character(64) not null,
  account_id uuid not null,
  csrf text not null,
  acting_for uuid,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id),
  constraint sessions_pkey PRIMARY KEY (session_digest)
);

create table superseded_files (
  city_code character(4) not null,
  digest character(64) not null,
  case_id uuid not null,
  constraint superseded_files_pkey PRIMARY KEY (city_code, digest, case_id)
);

create table tasks (
  city_code character(4) not null,
  case_id uuid not null,
  token integer not null,
  element text not null,
  name text not null,
  role text not null,
  stage text not null,
  authority_code character(18) not null,
  division_code character(12) not null,
  state text not null,
  assignee uuid,
  assignee_name text,
  opened_at timestamp with time zone not null,
  done_at timestamp with time zone,
  due_on date,
  constraint tasks_city_code_case_id_fkey FOREIGN KEY (city_code, case_id) REFERENCES case_files(city_code, case_id),
  constraint tasks_pkey PRIMARY KEY (city_code, case_id, token),
  constraint tasks_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'cancelled'::text])))
);

create table timers (
  city_code character(4) not null,
  case_id uuid not null,
  token integer not null,
  element text not null,
  due_at timestamp with time zone not null,
  claimed_until timestamp with time zone not null default '-infinity'::timestamp with time zone,
  constraint timers_city_code_case_id_fkey FOREIGN KEY (city_code, case_id) REFERENCES case_files(city_code, case_id),
  constraint timers_pkey PRIMARY KEY (city_code, case_id, token)
);

create table uploads (
  city_code character(4) not null,
  file_id uuid not null,
  account_id uuid not null,
  draft_id uuid,
  material_no integer,
  name text not null,
  digest character(64) not null,
  media_type text not null,
  size bigint not null,
  given_at timestamp with time zone not null,
  constraint uploads_pkey PRIMARY KEY (city_code, file_id)
);

CREATE INDEX accounts_by_name ON public.accounts USING btree (name);

CREATE INDEX accounts_by_resident_id ON public.accounts USING btree (((profile ->> 'residentIdNo'::text)));

CREATE INDEX authorities_by_division ON public.authorities USING btree (division_code, kind);

CREATE INDEX bundle_files_by_account ON public.bundle_files USING btree (city_code, account_id, submitted_at DESC);

CREATE UNIQUE INDEX bundle_files_by_no ON public.bundle_files USING btree (city_code, bundle_no);

CREATE UNIQUE INDEX bundle_members_by_case ON public.bundle_members USING btree (city_code, case_id);

CREATE INDEX bundle_retries_due ON public.bundle_retries USING btree (city_code, next_try_at);

CREATE INDEX case_files_by_account ON public.case_files USING btree (city_code, account_id, submitted_at DESC);

CREATE INDEX case_files_by_authority ON public.case_files USING btree (city_code, authority_code, submitted_at DESC);

CREATE INDEX case_files_by_closing ON public.case_files USING btree (city_code, closed_at) WHERE (closed_at IS NOT NULL);

CREATE UNIQUE INDEX case_files_by_no ON public.case_files USING btree (city_code, case_no);

CREATE INDEX case_files_by_submission ON public.case_files USING brin (submitted_at);

CREATE INDEX case_files_running ON public.case_files USING btree (city_code, case_id) WHERE (closed_at IS NULL);

CREATE INDEX case_materials_by_digest ON public.case_materials USING btree (city_code, digest);

CREATE INDEX divisions_by_parent ON public.divisions USING btree (parent_code);

CREATE INDEX drafts_by_age ON public.drafts USING btree (city_code, saved_at);

CREATE INDEX events_feed ON public.events USING btree (tx, feed_no);

CREATE INDEX events_route ON public.events USING btree (city_code, (((data -> 'route'::text) ->> 'key'::text)), stream_id) WHERE ((stream = 'case'::text) AND (type = 'submitted'::text));

CREATE INDEX events_route_moved ON public.events USING btree (city_code, stream_id) WHERE ((stream = 'case'::text) AND (type = 'route-moved'::text));

CREATE INDEX events_ruled ON public.events USING btree (city_code, (((data -> 'decision'::text) ->> 'key'::text)), stream_id, seq) WHERE ((stream = 'case'::text) AND (type = 'ruled'::text));

CREATE INDEX mandates_by_agent ON public.mandates USING btree (agent_account_id);

CREATE INDEX mandates_by_firm ON public.mandates USING btree (principal_code) WHERE (principal_kind = 'legal'::text);

CREATE INDEX mandates_by_principal ON public.mandates USING btree (principal_account_id);

CREATE INDEX notifications_by_account ON public.notifications USING btree (city_code, account_id, told_at DESC);

CREATE INDEX notifications_unread ON public.notifications USING btree (city_code, account_id) WHERE (read_at IS NULL);

CREATE INDEX notifications_waiting ON public.notifications USING btree (city_code, next_try_at) WHERE ((email_state = 'waiting'::text) OR (sms_state = 'waiting'::text));

CREATE INDEX officers_by_name ON public.accounts USING btree (name COLLATE "C", account_id) WHERE (kind = 'officer'::text);

CREATE INDEX passkeys_of_account ON public.passkeys USING btree (account_id, added_at);

CREATE UNIQUE INDEX rating_invitations_by_case ON public.rating_invitations USING btree (city_code, case_id);

CREATE INDEX rating_invitations_by_time ON public.rating_invitations USING btree (city_code, invited_at);

CREATE INDEX ratings_by_time ON public.ratings USING btree (city_code, rated_at);

CREATE UNIQUE INDEX revisions_one_draft ON public.revisions USING btree (entry_id, authority_code) WHERE (state = 'draft'::text);

CREATE INDEX service_calls_due ON public.service_calls USING btree (city_code, due_at) WHERE (state = 'waiting'::text);

CREATE INDEX service_calls_incidents ON public.service_calls USING btree (city_code, called_at) WHERE (state = 'incident'::text);

CREATE INDEX sessions_by_account ON public.sessions USING btree (account_id);

CREATE INDEX tasks_by_assignee ON public.tasks USING btree (city_code, assignee) WHERE (state = 'open'::text);

CREATE INDEX tasks_open ON public.tasks USING btree (city_code, authority_code, role, opened_at) WHERE (state = 'open'::text);

CREATE INDEX timers_due ON public.timers USING btree (city_code, due_at);

CREATE INDEX uploads_by_digest ON public.uploads USING btree (city_code, digest);

CREATE INDEX uploads_by_draft ON public.uploads USING btree (city_code, draft_id);

CREATE TRIGGER decision_definitions_stay BEFORE DELETE OR UPDATE ON public.decision_definitions FOR EACH ROW EXECUTE FUNCTION keep_published();

CREATE TRIGGER process_definitions_stay BEFORE DELETE OR UPDATE ON public.process_definitions FOR EACH ROW EXECUTE FUNCTION keep_published();
