-- Bundles (一件事一次办): what is published, and what was submitted under it.

-- Published content never changes; a submitted bundle keeps the number it was submitted under.
create table bundle_revisions (
  bundle_id text not null,
  no int not null,
  content jsonb not null,
  digest char(64) not null,
  published_at timestamptz not null,
  primary key (bundle_id, no)
);

-- One submission for several items. The events of stream 'bundle' are the truth; state and version are derived from them.
create table bundle_files (
  city_code char(4) not null,
  bundle_file_id uuid not null,
  bundle_no text not null,
  version int not null,
  state text not null,
  bundle_id text not null,
  bundle_revision int not null,
  account_id uuid not null,
  submitted_at timestamptz not null,
  closed_at timestamptz,
  primary key (city_code, bundle_file_id)
);
create unique index bundle_files_by_no on bundle_files (city_code, bundle_no);
create index bundle_files_by_account on bundle_files (city_code, account_id, submitted_at desc);

-- The case of each member, known from the submission on; the case itself may be opened later, when what it needs is there.
create table bundle_members (
  city_code char(4) not null,
  bundle_file_id uuid not null,
  entry_id text not null,
  case_id uuid not null,
  primary key (city_code, bundle_file_id, entry_id),
  foreign key (city_code, bundle_file_id) references bundle_files
);
create unique index bundle_members_by_case on bundle_members (city_code, case_id);

create table bundle_no_counters (
  city_code char(4) not null,
  received_on date not null,
  last int not null,
  primary key (city_code, received_on)
);
