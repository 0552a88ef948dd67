-- To destroy a person's key is to delete its row, and an erasure takes with it what
-- was sealed, and the names of those who would have received after her.

ALTER TABLE person_secrets
    DROP CONSTRAINT person_secrets_key_fkey,
    ADD CONSTRAINT person_secrets_key_fkey FOREIGN KEY (fund_id, person_id) REFERENCES person_keys (fund_id, person_id) ON DELETE CASCADE;
DROP INDEX person_keys_key_idx;
ALTER TABLE person_keys
    DROP CONSTRAINT person_keys_gone_when_destroyed,
    DROP COLUMN destroyed_at,
    ALTER COLUMN wrapped SET NOT NULL;
CREATE INDEX person_keys_key_idx ON person_keys (fund_id, key_id, person_id);

CREATE FUNCTION sajja_forget_beneficiaries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.beneficiary_lists SET people = '[]' WHERE fund_id = NEW.fund_id AND member_id = NEW.id;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION sajja_forget_beneficiaries FROM PUBLIC;
-- An erasure gives the member another person's ID; nothing else does.
CREATE TRIGGER members_forgotten AFTER UPDATE OF person_id ON members FOR EACH ROW
    WHEN (NEW.person_id <> OLD.person_id) EXECUTE FUNCTION sajja_forget_beneficiaries();
REVOKE UPDATE (people) ON beneficiary_lists FROM sajja_app;
