-- What leaves the house by e-mail or SMS is not what stands on the site: reasons and names are read after signing in. Null: from before this
-- was kept apart; such a message goes out as no more than that there is news.
alter table notifications add column outside jsonb;
