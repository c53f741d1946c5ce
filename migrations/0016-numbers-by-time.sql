-- The numbers of the front page are counted onward: what was closed, asked and rated since, by its moment.
create index case_files_by_closing on case_files (city_code, closed_at) where closed_at is not null;
create index rating_invitations_by_time on rating_invitations (city_code, invited_at);
create index ratings_by_time on ratings (city_code, rated_at);
