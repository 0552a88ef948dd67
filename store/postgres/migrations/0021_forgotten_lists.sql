-- An erasure takes the words by which officers' lists called the member; the line
-- and its sum stay, with her ID.
CREATE FUNCTION sajja_forget_on_lists() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.rosters r
    SET lines = (SELECT jsonb_agg(CASE WHEN l.line -> 'members' ? NEW.id::text THEN jsonb_set(l.line, '{who}', '""') ELSE l.line END ORDER BY l.place)
                 FROM jsonb_array_elements(r.lines) WITH ORDINALITY AS l (line, place))
    WHERE r.fund_id = NEW.fund_id AND r.lines @> jsonb_build_array(jsonb_build_object('members', jsonb_build_array(NEW.id::text)));
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION sajja_forget_on_lists FROM PUBLIC;
CREATE TRIGGER members_forgotten_on_lists AFTER UPDATE OF person_id ON members FOR EACH ROW
    WHEN (NEW.person_id <> OLD.person_id) EXECUTE FUNCTION sajja_forget_on_lists();
