-- What an agency asked the owner of an answer, and what came back, each sealed to the request's own key. Whoever
-- reads the table learns how often which answer was asked and answered, and on which day, nothing of what was
-- said. Whoever changes it can drop messages. One that they make up is signed with no key of the agency, or names
-- no question that they could have read. Goes with the answer.
CREATE TABLE thread_messages (
  submission TEXT NOT NULL REFERENCES submissions (id),
  number BIGINT NOT NULL,
  sender TEXT NOT NULL,
  day TEXT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (submission, number)
);

-- Questions that are in the feed until their last day, by the SHA-256 of the sealed file. All of it is public.
-- Of which answer one is stands nowhere, though whoever has both tables can guess it by the order of their rows. It
-- also stays where that answer is destroyed: going early, it would tell everybody which one it was about.
CREATE TABLE feed_messages (
  digest TEXT PRIMARY KEY,
  sealed TEXT NOT NULL,
  last_day TEXT NOT NULL
);
