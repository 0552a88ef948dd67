-- The home of River's tables. What stands in it River's own migrations make, right
-- after this file: see jobschema.go.
CREATE SCHEMA river;
GRANT USAGE ON SCHEMA river TO sajja_app;
