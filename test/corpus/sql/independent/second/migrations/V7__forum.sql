CREATE TABLE topic (
  id BIGSERIAL PRIMARY KEY,
  title TEXT NOT NULL,
  slug TEXT UNIQUE
);

INSERT INTO topic (title, slug) VALUES
  ('Kafka on the Shore', 'kafka-on-the-shore'),
  ('Welcome', 'welcome');

UPDATE settings SET value = 'welcome' WHERE key = 'topic';
SELECT * FROM topic WHERE slug = 'welcome' AND topic.title LIKE 'Wel%';
