import type { NotificationType } from '@latchkey/contracts/policy/notification-type';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

interface Question {
  readonly userId: string;
  readonly type: NotificationType;
}

interface Preference {
  readonly userId: string;
  readonly enabled: boolean;
  /** Of the types that the user said something about. */
  readonly email: Readonly<Record<string, boolean>>;
}

/** What users chose to be mailed. Whoever never chose gets what the policy has on. */
@Injectable()
export class PreferenceService {
  /** @returns an answer to each question */
  async wantMail(tx: EntityManager, questions: readonly Question[]): Promise<boolean[]> {
    const open = questions.filter(({ type }) => !type.mandatory).map(({ userId }) => userId);
    const chosen = open.length === 0 ? new Map<string, Preference>() : await this.of(tx, open);
    return questions.map(({ userId, type }) => {
      if (type.mandatory) return true;
      const { enabled = true, email = {} } = chosen.get(userId) ?? {};
      return enabled ? (email[type.id] ?? type.email) : false;
    });
  }

  private async of(tx: EntityManager, userIds: readonly string[]): Promise<Map<string, Preference>> {
    const rows: Preference[] = await tx.query(
      `SELECT user_id AS "userId", email_enabled AS enabled, email
         FROM preference WHERE user_id IN (SELECT json_array_elements_text($1::json))`,
      [JSON.stringify(userIds)],
    );
    return new Map(rows.map((row) => [row.userId, row]));
  }
}
