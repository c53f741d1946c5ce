-- What somebody threw away before handing it in is not kept: its digest waits here until nothing refers to it any more and the file goes.
create table forgotten_files (
  city_code char(4) not null,
  digest char(64) not null,
  since timestamptz not null,
  primary key (city_code, digest)
);
-- What was handed in and replaced by something newer stays evidence, though no paper of the case shows it any more.
create table superseded_files (
  city_code char(4) not null,
  digest char(64) not null,
  case_id uuid not null,
  primary key (city_code, digest, case_id)
);
create index case_materials_by_digest on case_materials (city_code, digest);
create index uploads_by_digest on uploads (city_code, digest);
create index drafts_by_age on drafts (city_code, saved_at);
