-- A notification of several alerts is found by its group and by its identity. What is there of the
-- ledger is read again from its topic.

TRUNCATE notification;
DELETE FROM projection_offset WHERE topic LIKE '%.notifications';

ALTER TABLE notification ADD COLUMN notification_id text, ADD COLUMN group_key text;
CREATE INDEX notification_notification_id ON notification (notification_id);
CREATE INDEX notification_group_key ON notification (group_key) WHERE decision = 'INTENDED';
