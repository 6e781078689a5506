-- Request slices by minute, hour and day, partitioned by event time. An hour's or a day's row is the
-- sum of its minutes: whoever writes a minute writes the difference there in the same transaction
-- (see Rollups). The service '' in hours and days is all services together. "rank" of an hour or a
-- day counts its changes. What is there of slices is read again from its topic.

DROP TABLE slice;
DELETE FROM projection_offset WHERE topic LIKE '%sla.slices';

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
  PRIMARY KEY (start_at, service, operation, region, device_type)
) PARTITION BY RANGE (start_at);

CREATE TABLE slice_hour (
  service text NOT NULL,
  operation text NOT NULL,
  region text NOT NULL,
  device_type text NOT NULL,
  start_at bigint NOT NULL,
  count bigint NOT NULL,
  errors bigint NOT NULL,
  latency_sum double precision NOT NULL,
  sketch bytea NOT NULL,
  rank bigint NOT NULL,
  PRIMARY KEY (service, start_at, operation, region, device_type)
) PARTITION BY RANGE (start_at);

CREATE TABLE slice_day (LIKE slice_hour INCLUDING ALL) PARTITION BY RANGE (start_at);

-- Every partition that there is or was. "newest" is when Kafka took the newest record in it, to the
-- hour: retention goes by that. What was dropped is not written again: its minutes are in the hours.
CREATE TABLE slice_partition (
  parent text NOT NULL,
  number bigint NOT NULL,
  newest bigint NOT NULL,
  dropped boolean NOT NULL DEFAULT false,
  PRIMARY KEY (parent, number)
);

-- Makes the partition of this number, which holds [number * width, (number + 1) * width). Attaching
-- hinders neither readers nor writers, as making it in place would.
CREATE FUNCTION open_slice_partition(parent text, number bigint, width bigint, newest bigint)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  child text := parent || '_' || replace(number::text, '-', 'm');
BEGIN
  INSERT INTO slice_partition VALUES (parent, number, newest);
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS) WITH (fillfactor = 80)', child, parent);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)',
    parent, child, number * width, (number + 1) * width);
END $$;
