/** What a link is good for, as long as it is good for anything. */
export interface ValidReset {
  readonly id: string;
  readonly userId: string;
  readonly handle: string;
  readonly email: string;
  readonly emailKey: string;
}

/**
 * A link lives as long as nothing has changed that it was asked for: the account is active, has the same password and
 * the same address. `r` is the row, `u` its user.
 */
export const isValid = `r.used_at IS NULL AND r.expires_at > clock_timestamp() AND u.state = 'active'
        AND u.password_version = r.password_version AND u.email_key = r.email_key`;
