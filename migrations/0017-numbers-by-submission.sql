-- Cases received are counted by the moment of their submission: the id of a bundle's member is older than its case. By ranges of pages: a
-- tree over the same column made submissions slower by far.
create index case_files_by_submission on case_files using brin (submitted_at);
