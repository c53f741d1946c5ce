-- Cases received are counted by the moment of their submission: the id of a bundle's member is older than its case.
create index case_files_by_submission on case_files (city_code, submitted_at);
