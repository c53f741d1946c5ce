-- A firm is an account of its own, which nobody signs in to: its cases, messages and records of reading belong to it, and whoever
-- acts under a mandate that holds today finds them. Before, they belonged to whoever had submitted them.
alter table accounts drop constraint accounts_kind_check;
alter table accounts add constraint accounts_kind_check check (kind in ('person', 'officer', 'firm'));
insert into accounts (account_id, issuer, subject, kind, name, profile, created_at)
select gen_random_uuid(), 'firm', principal_code, 'firm', min(principal_name), '{}', min(granted_at) from mandates
where principal_kind = 'legal' and principal_code is not null group by principal_code;
update mandates m set principal_account_id = a.account_id from accounts a
where m.principal_kind = 'legal' and a.issuer = 'firm' and a.subject = m.principal_code;
alter table mandates alter column principal_account_id set not null;

-- Who submitted it for the account that it belongs to; null when that was the applicant.
alter table case_files add column agent_account_id uuid;
alter table bundle_files add column agent_account_id uuid;
update case_files c set agent_account_id = m.agent_account_id, account_id = m.principal_account_id
from events e join mandates m on m.mandate_id = (e.data #>> '{applicant,agent,mandateId}')::uuid
where e.city_code = c.city_code and e.stream = 'case' and e.stream_id = c.case_id::text and e.seq = 1;
update bundle_files b set agent_account_id = m.agent_account_id, account_id = m.principal_account_id
from events e join mandates m on m.mandate_id = (e.data #>> '{applicant,agent,mandateId}')::uuid
where e.city_code = b.city_code and e.stream = 'bundle' and e.stream_id = b.bundle_file_id::text and e.seq = 1;
update notifications n set account_id = c.account_id from case_files c
where c.city_code = n.city_code and c.case_id = n.case_id and c.account_id <> n.account_id;
update notifications n set account_id = b.account_id from bundle_files b
where b.city_code = n.city_code and b.bundle_file_id = n.case_id and b.account_id <> n.account_id;
update rating_invitations i set account_id = c.account_id from case_files c
where c.city_code = i.city_code and c.case_id = i.case_id and c.account_id <> i.account_id;
