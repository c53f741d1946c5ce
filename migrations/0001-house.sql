-- Every case-scoped table's primary key begins with city_code, so that the schema shards by city unchanged.

-- base: events, idempotency, feed, files ------------------------------------------------------------------------
create table events (
  city_code char(4) not null,
  stream text not null,              -- case | service-item | account | process-definition …
  stream_id text not null,
  seq int not null,
  type text not null,
  at timestamptz not null,
  actor jsonb not null,
  data jsonb not null,
  feed_no bigint generated always as identity,
  tx xid8 not null default pg_current_xact_id(),
  primary key (city_code, stream, stream_id, seq)
);
-- Readers of the feed page by (tx, feed_no) below the oldest running transaction: a row that commits late is not skipped.
create index events_feed on events (tx, feed_no);

create table feed_cursors (
  reader text primary key,
  tx xid8 not null default '0',
  feed_no bigint not null default 0
);

create table idempotency_keys (
  city_code char(4) not null,
  account_id uuid not null,
  key text not null,
  request_digest text not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (city_code, account_id, key)
);

create table calendar_days (
  day date primary key,
  kind text not null check (kind in ('holiday', 'workday')),
  name text not null,
  status text not null check (status in ('final', 'provisional'))
);

-- identity -------------------------------------------------------------------------------------------------------
create table accounts (
  account_id uuid primary key,
  issuer text not null,
  subject text not null,
  kind text not null check (kind in ('person', 'officer')),
  name text not null,
  profile jsonb not null,
  preferences jsonb not null default '{}',
  created_at timestamptz not null,
  disabled_at timestamptz,
  unique (issuer, subject)
);

create table sessions (
  session_digest char(64) primary key,
  account_id uuid not null references accounts,
  csrf text not null,
  acting_for uuid,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_by_account on sessions (account_id);

create table officer_roles (
  account_id uuid not null references accounts,
  role text not null,
  division_code char(12) not null,
  authority_code text,
  primary key (account_id, role, division_code)
);

create table mandates (
  mandate_id uuid primary key,
  principal_kind text not null check (principal_kind in ('natural', 'legal')),
  principal_account_id uuid references accounts,
  principal_code text,               -- credit code of a firm
  principal_name text not null,
  agent_account_id uuid references accounts,
  agent_hint text,
  scope jsonb not null,
  valid_from date not null,
  valid_until date not null,
  granted_at timestamptz not null,
  revoked_at timestamptz
);
create index mandates_by_agent on mandates (agent_account_id);
create index mandates_by_principal on mandates (principal_account_id);

-- management -----------------------------------------------------------------------------------------------------
create table divisions (
  code char(12) primary key,
  name text not null,
  level text not null check (level in ('province', 'city', 'county', 'township', 'village')),
  parent_code char(12) references divisions
);
create index divisions_by_parent on divisions (parent_code);

create table authorities (
  credit_code char(18) primary key,
  authority_no char(2) not null,
  name text not null,
  short_name text not null,
  kind text not null,                -- the department kind that catalogue entries name
  level text not null,
  division_code char(12) not null references divisions,
  nature text not null,
  synthetic boolean not null,
  details jsonb not null
);
create index authorities_by_division on authorities (division_code, kind);

create table catalogue_entries (
  entry_id text primary key,
  basic_code char(12) not null unique,
  name text not null,
  created_at timestamptz not null
);

-- A revision belongs to an entry (authority_code '') or to one authority's overrides of it. Published content never changes.
create table revisions (
  entry_id text not null references catalogue_entries,
  authority_code text not null default '',
  no int not null,
  state text not null check (state in ('draft', 'published', 'locked')),
  content jsonb not null,
  digest char(64) not null,
  edited_by text not null,
  edited_at timestamptz not null,
  published_at timestamptz,
  primary key (entry_id, authority_code, no)
);
create unique index revisions_one_draft on revisions (entry_id, authority_code) where state = 'draft';

-- An editor has checked these elements of an item against the city's own list: the 示例数据 mark goes.
create table confirmations (
  entry_id text not null references catalogue_entries,
  authority_code text not null,
  confirmed_by text not null,
  confirmed_at timestamptz not null,
  primary key (entry_id, authority_code)
);

create table process_definitions (
  key text not null,
  version int not null,
  state text not null check (state in ('published', 'withdrawn')),
  xml text not null,
  published_at timestamptz not null,
  primary key (key, version)
);

-- handling -------------------------------------------------------------------------------------------------------
create table case_no_counters (
  city_code char(4) not null,
  division_code char(6) not null,
  authority_no char(2) not null,
  received_on date not null,
  last int not null,
  primary key (city_code, division_code, authority_no, received_on)
);

create table case_files (
  city_code char(4) not null,
  case_id uuid not null,
  case_no text not null,
  version int not null,
  state text not null,
  entry_id text not null,
  entry_revision int not null,
  override_revision int not null,
  item_code text not null,
  item_name text not null,
  authority_code char(18) not null,
  division_code char(12) not null,
  account_id uuid not null,
  applicant_kind text not null,
  applicant_name text not null,
  applicant_code text not null,
  channel text not null,
  submitted_at timestamptz not null,
  accepted_on date,
  due_on date,
  clock_stopped boolean not null default false,
  closed_at timestamptz,
  run jsonb not null,
  primary key (city_code, case_id)
);
create unique index case_files_by_no on case_files (city_code, case_no);
create index case_files_by_account on case_files (city_code, account_id, submitted_at desc);
create index case_files_by_authority on case_files (city_code, authority_code, submitted_at desc);

create table case_materials (
  city_code char(4) not null,
  case_id uuid not null,
  material_no int not null,
  position int not null,
  name text not null,
  digest char(64),
  media_type text,
  size bigint,
  trust char(1) not null check (trust in ('A', 'B', 'C', 'D')),
  given_at timestamptz not null,
  primary key (city_code, case_id, material_no, position),
  foreign key (city_code, case_id) references case_files
);

create table tasks (
  city_code char(4) not null,
  case_id uuid not null,
  token int not null,
  element text not null,
  name text not null,
  role text not null,
  stage text not null,
  authority_code char(18) not null,
  division_code char(12) not null,
  state text not null check (state in ('open', 'done', 'cancelled')),
  assignee uuid,
  assignee_name text,
  opened_at timestamptz not null,
  done_at timestamptz,
  primary key (city_code, case_id, token),
  foreign key (city_code, case_id) references case_files
);
create index tasks_open on tasks (city_code, authority_code, role, opened_at) where state = 'open';
create index tasks_by_assignee on tasks (city_code, assignee) where state = 'open';

create table drafts (
  city_code char(4) not null,
  draft_id uuid not null,
  account_id uuid not null,
  principal text not null,           -- '' for oneself, otherwise the mandate under which one acts
  entry_id text not null,
  authority_code char(18) not null,
  version int not null,
  content jsonb not null,
  saved_at timestamptz not null,
  primary key (city_code, draft_id),
  unique (city_code, account_id, principal, entry_id, authority_code)
);

-- A file somebody gave, before it belongs to a case. Only its owner can put it into one.
create table uploads (
  city_code char(4) not null,
  file_id uuid not null,
  account_id uuid not null,
  draft_id uuid,
  material_no int,
  name text not null,
  digest char(64) not null,
  media_type text not null,
  size bigint not null,
  given_at timestamptz not null,
  primary key (city_code, file_id)
);
create index uploads_by_draft on uploads (city_code, draft_id);

-- engagement -----------------------------------------------------------------------------------------------------
create table notifications (
  city_code char(4) not null,
  case_id uuid not null,
  seq int not null,                  -- of the event that it tells of: told once
  account_id uuid not null,
  subject jsonb not null,
  body jsonb not null,
  told_at timestamptz not null,
  read_at timestamptz,
  email_state text not null,         -- none | waiting | sent | failed
  sms_state text not null,
  primary key (city_code, case_id, seq)
);
create index notifications_by_account on notifications (city_code, account_id, told_at desc);

create table rating_invitations (
  city_code char(4) not null,
  token_digest char(64) not null,
  case_id uuid not null,
  account_id uuid not null,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (city_code, token_digest)
);
create unique index rating_invitations_by_case on rating_invitations (city_code, case_id);

create table ratings (
  city_code char(4) not null,
  case_id uuid not null,
  level int not null check (level between 1 and 5),
  options text[] not null,
  remark text not null,
  entry_id text not null,
  authority_code char(18) not null,
  rated_at timestamptz not null,
  primary key (city_code, case_id)
);

create table access_records (
  city_code char(4) not null,
  case_id uuid not null,
  access_id uuid not null,
  account_id uuid not null,
  reader_name text not null,
  authority_name text not null,
  purpose text not null,
  at timestamptz not null,
  primary key (city_code, case_id, access_id)
);
