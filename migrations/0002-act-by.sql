-- The day by which officers must act next: before acceptance the five working days of art. 32, afterwards the promised
-- date; null while the applicant is waited for and after the end. Lists of work are sorted by it.
alter table case_files add column act_by date;
update case_files set act_by = due_on where closed_at is null;
