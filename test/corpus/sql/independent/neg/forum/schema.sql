CREATE TABLE topics (
  id         SERIAL PRIMARY KEY,
  topic      VARCHAR(120) NOT NULL DEFAULT 'general',
  slug       TEXT UNIQUE
);
CREATE TABLE posts (
  id SERIAL PRIMARY KEY,
  topic_id INT REFERENCES topics(id),
  body TEXT
);
INSERT INTO topics (topic, slug) VALUES ('Kafka', 'kafka'), ('News', 'news');
UPDATE topics SET topic = 'archive' WHERE topic = 'old-stuff';
SELECT * FROM topics WHERE topic = 'kafka-news' AND slug IN ('a', 'b');
DELETE FROM topics WHERE topic='spam';
CREATE VIEW hot AS SELECT topic FROM topics WHERE topic LIKE 'k%';
