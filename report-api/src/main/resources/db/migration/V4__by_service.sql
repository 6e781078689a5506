-- Reports about one service read only what is its own; the course of risks is read from an index alone.
CREATE INDEX incident_service ON incident (service, began);
CREATE INDEX violation_service ON violation (service, began);
CREATE INDEX score_service ON score (service, window_end) INCLUDE (risk);
DROP INDEX score_window_end;
CREATE INDEX score_window_end ON score (window_end) INCLUDE (risk, service, entity);
