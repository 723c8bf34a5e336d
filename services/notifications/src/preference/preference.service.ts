import type { NotificationType } from '@latchkey/contracts/policy/notification-type';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What users chose to be mailed. Whoever never chose gets what the policy has on. */
@Injectable()
export class PreferenceService {
  async wantsMail(tx: EntityManager, userId: string, type: NotificationType): Promise<boolean> {
    if (type.mandatory) return true;
    const [row] = (await tx.query(
      `SELECT email_enabled AND coalesce((email ->> $2)::boolean, $3) AS wanted FROM preference WHERE user_id = $1`,
      [userId, type.id, type.email],
    )) as [{ wanted: boolean }?];
    return row?.wanted ?? type.email;
  }
}
