-- Whoever represents a firm (法定代表人), as the registry or the identity provider vouches, may give mandates in its name.
-- A mandate that was given by somebody cannot be passed on (Civil Code art. 169).
alter table mandates add column may_delegate boolean not null default false;
alter table mandates add column granted_by uuid references accounts;
alter table mandates add column revoked_by uuid references accounts;
create index mandates_by_firm on mandates (principal_code) where principal_kind = 'legal';
