-- The bot's login: a member of sajja_app, which `sajja migrate` has made, and of
-- nothing else. Run as the owner after every migrate; it may be repeated. The
-- password comes from the environment, so that no command line shows it.
\getenv password SERVICE_PASSWORD
SELECT 'CREATE ROLE sajja_service LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sajja_service') \gexec
ALTER ROLE sajja_service PASSWORD :'password';
GRANT sajja_app TO sajja_service;
