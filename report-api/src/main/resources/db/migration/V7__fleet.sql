-- What the telemetry topics say of devices and of metrics, added up (see FleetProjection). The topics
-- keep it for days only, so a rebuild takes these tables along. "recorded_at" is when Kafka took the
-- newest record in a row.

-- How far each partition is added up.
CREATE TABLE fleet_offset (
  topic text NOT NULL,
  part integer NOT NULL,
  topic_id text NOT NULL,
  next_off bigint NOT NULL,
  PRIMARY KEY (topic, part)
);

CREATE TABLE device (
  device text PRIMARY KEY,
  region text NOT NULL,
  device_type text NOT NULL,
  first_seen bigint NOT NULL,
  last_seen bigint NOT NULL,
  recorded_at bigint NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX device_first_seen ON device (first_seen DESC, device);

-- A device's requests of a day of UTC.
CREATE TABLE device_day (
  day bigint NOT NULL,
  device text NOT NULL,
  count bigint NOT NULL,
  errors bigint NOT NULL,
  latency_sum double precision NOT NULL,
  recorded_at bigint NOT NULL,
  PRIMARY KEY (day, device)
) WITH (fillfactor = 80);
CREATE INDEX device_day_recorded ON device_day USING brin (recorded_at);

-- The values that a metric of a service had in an hour, of all its instances.
CREATE TABLE metric_hour (
  service text NOT NULL,
  metric text NOT NULL,
  start_at bigint NOT NULL,
  count bigint NOT NULL,
  total double precision NOT NULL,
  lowest double precision NOT NULL,
  highest double precision NOT NULL,
  recorded_at bigint NOT NULL,
  PRIMARY KEY (service, metric, start_at)
) WITH (fillfactor = 80);
CREATE INDEX metric_hour_recorded ON metric_hour USING brin (recorded_at);
