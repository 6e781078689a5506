-- The read model: a fold over the topics, rebuilt from them at any time. All times are epoch
-- milliseconds. "body" is the record's JSON as it is answered. "rank" rises with each newer record of
-- a key: its revision or its offset, above them the topic's generation (see Projection).
-- "recorded_at" is when Kafka took the record: retention goes by it, never by event time, because
-- replayed events may be years old.

-- The one projector that may write, and until when it was seen.
CREATE TABLE projection_owner (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  instance text NOT NULL,
  epoch bigint NOT NULL,
  seen timestamptz NOT NULL
);
INSERT INTO projection_owner (instance, epoch, seen) VALUES ('', 0, to_timestamp(0));

CREATE TABLE projection_offset (
  topic text NOT NULL,
  part integer NOT NULL,
  topic_id text NOT NULL,
  generation bigint NOT NULL,
  next_off bigint NOT NULL,
  as_of bigint NOT NULL DEFAULT 0,
  owner_epoch bigint NOT NULL,
  PRIMARY KEY (topic, part)
);

CREATE TABLE definition (
  kind text NOT NULL,
  name text NOT NULL,
  version bigint NOT NULL,
  deleted boolean NOT NULL,
  body text,
  rank bigint NOT NULL,
  recorded_at bigint NOT NULL,
  PRIMARY KEY (kind, name)
);

-- Outlives a deletion, so that a definition that is made again goes on counting.
CREATE TABLE definition_version (
  kind text NOT NULL,
  name text NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (kind, name)
);

CREATE TABLE verdict (
  objective text NOT NULL,
  service text NOT NULL,
  period_end bigint NOT NULL,
  status text NOT NULL,
  body text NOT NULL,
  rank bigint NOT NULL,
  recorded_at bigint NOT NULL,
  PRIMARY KEY (objective, service, period_end)
);
CREATE INDEX verdict_period_end ON verdict (period_end);
CREATE INDEX verdict_recorded ON verdict USING brin (recorded_at);

CREATE TABLE verdict_current (
  objective text NOT NULL,
  service text NOT NULL,
  period_end bigint NOT NULL,
  status text NOT NULL,
  body text NOT NULL,
  rank bigint NOT NULL,
  recorded_at bigint NOT NULL,
  PRIMARY KEY (objective, service)
);

CREATE TABLE violation (
  id text PRIMARY KEY,
  objective text NOT NULL,
  service text NOT NULL,
  severity text NOT NULL,
  began bigint NOT NULL,
  ended bigint,
  withdrawn boolean NOT NULL,
  incident_id text,
  body text NOT NULL,
  rank bigint NOT NULL,
  recorded_at bigint NOT NULL
);
CREATE INDEX violation_began ON violation (began);
CREATE INDEX violation_incident ON violation (incident_id) WHERE incident_id IS NOT NULL;

CREATE TABLE slice (
  service text NOT NULL,
  operation text NOT NULL,
  region text NOT NULL,
  device_type text NOT NULL,
  start_at bigint NOT NULL,
  count bigint NOT NULL,
  errors bigint NOT NULL,
  latency_sum double precision NOT NULL,
  sketch bytea NOT NULL,
  closed boolean NOT NULL,
  rank bigint NOT NULL,
  recorded_at bigint NOT NULL,
  PRIMARY KEY (service, operation, region, device_type, start_at)
);
CREATE INDEX slice_start ON slice (start_at);
CREATE INDEX slice_recorded ON slice USING brin (recorded_at);

CREATE TABLE score (
  entity text NOT NULL,
  window_end bigint NOT NULL,
  service text NOT NULL,
  risk double precision NOT NULL,
  body text NOT NULL,
  rank bigint NOT NULL,
  recorded_at bigint NOT NULL,
  PRIMARY KEY (entity, window_end)
);
CREATE INDEX score_window_end ON score (window_end);
CREATE INDEX score_recorded ON score USING brin (recorded_at);

CREATE TABLE score_current (
  entity text PRIMARY KEY,
  window_end bigint NOT NULL,
  service text NOT NULL,
  risk double precision NOT NULL,
  body text NOT NULL,
  rank bigint NOT NULL,
  recorded_at bigint NOT NULL
);

-- fired_at: when Kafka took the first record with this starts_at; only later acknowledgements count.
CREATE TABLE alert (
  fingerprint text PRIMARY KEY,
  status text NOT NULL,
  service text NOT NULL,
  starts_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  fired_at bigint NOT NULL,
  body text NOT NULL,
  rank bigint NOT NULL,
  recorded_at bigint NOT NULL
);
CREATE INDEX alert_updated ON alert (status, updated_at);

CREATE TABLE command (
  part integer NOT NULL,
  rank bigint NOT NULL,
  target text NOT NULL,
  action text NOT NULL,
  actor text NOT NULL,
  at bigint NOT NULL,
  reason text,
  until bigint,
  recorded_at bigint NOT NULL,
  PRIMARY KEY (part, rank)
);
CREATE INDEX command_target ON command (target, action, recorded_at);

CREATE TABLE notification (
  id text PRIMARY KEY,
  fingerprint text,
  receiver text,
  decision text NOT NULL,
  at bigint NOT NULL,
  body text NOT NULL,
  rank bigint NOT NULL,
  recorded_at bigint NOT NULL
);
CREATE INDEX notification_at ON notification (at);
CREATE INDEX notification_fingerprint ON notification (fingerprint, at);

-- Of several events of one incident the latest timestamp counts, of equal ones the last that arrived.
CREATE TABLE incident (
  incident_id text PRIMARY KEY,
  timestamp bigint NOT NULL,
  rank bigint NOT NULL,
  service text NOT NULL,
  severity text NOT NULL,
  root_cause text,
  team text,
  category text,
  began bigint NOT NULL,
  started_at bigint,
  detected_at bigint,
  acknowledged_at bigint,
  resolved_at bigint,
  closed boolean NOT NULL,
  sla_met boolean,
  body text NOT NULL,
  recorded_at bigint NOT NULL
);
CREATE INDEX incident_began ON incident (began);

CREATE TABLE dead_letter (
  part integer NOT NULL,
  rank bigint NOT NULL,
  topic text,
  field text,
  reason text,
  recorded_at bigint NOT NULL,
  PRIMARY KEY (part, rank)
);
CREATE INDEX dead_letter_recorded ON dead_letter USING brin (recorded_at);
