-- The anomaly report looks for high risks in long ranges.
CREATE INDEX score_high ON score (window_end) WHERE risk >= 70;
