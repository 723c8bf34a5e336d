import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What users chose to be mailed. Whoever never chose gets what the catalogue has on by default. */
@Injectable()
export class PreferenceService {
  async wantsMail(tx: EntityManager, userId: string, type: string): Promise<boolean> {
    const [row] = (await tx.query(
      `SELECT email_enabled AND coalesce((email ->> $2)::boolean, true) AS wanted FROM preference WHERE user_id = $1`,
      [userId, type],
    )) as [{ wanted: boolean }?];
    return row?.wanted ?? true;
  }
}
