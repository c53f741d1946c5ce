-- What an editor confirmed is a revision of the entry and of the authority's overrides (0: none). A later revision that says the
-- limit, the fee or the articles otherwise is not confirmed by it. Earlier confirmations were of what was published then.
alter table confirmations add column entry_revision int;
alter table confirmations add column override_revision int;
update confirmations c set
  entry_revision = coalesce((select max(no) from revisions r where r.entry_id = c.entry_id and r.authority_code = ''
    and r.published_at <= c.confirmed_at), 1),
  override_revision = coalesce((select max(no) from revisions r where r.entry_id = c.entry_id
    and r.authority_code = c.authority_code and r.published_at <= c.confirmed_at), 0);
alter table confirmations alter column entry_revision set not null;
alter table confirmations alter column override_revision set not null;
