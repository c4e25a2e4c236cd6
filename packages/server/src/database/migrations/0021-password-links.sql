-- An account has one link at most: a new one makes the old one void.
CREATE INDEX sign_in_challenge_account ON theriac.sign_in_challenge (org_id, account_id, kind)
  WHERE account_id IS NOT NULL;
