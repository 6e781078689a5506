-- Which scheduled reports were sent, one row for each time at which one was due. This is no fold
-- over a topic: a rebuild takes the rows along (see Generation). "held_until" is until when nobody
-- else tries: the claim of an instance, or the rest after a failure.
CREATE TABLE report_delivery (
  schedule text NOT NULL,
  due bigint NOT NULL,
  attempts integer NOT NULL,
  held_until timestamptz NOT NULL,
  delivered_at timestamptz,
  refused_at timestamptz,
  said text,
  PRIMARY KEY (schedule, due)
);
