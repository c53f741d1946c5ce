-- Officers are appointed by administrators: a role says since when and by whom, and one officer may hold it at several authorities
-- of one division. Both null: it was there before this migration, or is the demonstration's own.
alter table officer_roles drop constraint officer_roles_pkey;
alter table officer_roles add constraint officer_roles_once unique nulls not distinct (account_id, role, division_code, authority_code);
alter table officer_roles add column given_at timestamptz;
alter table officer_roles add column given_by_name text;

-- When somebody last signed in; null: who was entered at a counter or appointed beforehand and never came.
alter table accounts add column signed_in_at timestamptz;
update accounts a set signed_in_at = (select max(s.created_at) from sessions s where s.account_id = a.account_id);

create index officers_by_name on accounts (name collate "C", account_id) where kind = 'officer';
create index accounts_by_name on accounts (name);
create index accounts_by_resident_id on accounts ((profile ->> 'residentIdNo'));
