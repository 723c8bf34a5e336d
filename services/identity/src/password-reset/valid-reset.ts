/** What a link is good for, as long as it is good for anything. */
export interface ValidReset {
  readonly id: string;
  readonly userId: string;
  readonly handle: string;
  readonly email: string;
  readonly emailKey: string;
}

/**
 * A link lives as long as nothing of its account has changed: password, address, state (also there and back), anything
 * that other services hear of. `r` is the row, `u` its user.
 */
export const isValid = `r.used_at IS NULL AND r.expires_at > clock_timestamp() AND u.state = 'active'
        AND u.version = r.user_version AND u.email_key = r.email_key`;
