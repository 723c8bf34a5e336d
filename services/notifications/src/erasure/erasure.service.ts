import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AnnouncementService } from '../notification/announcement.service.js';
import { RecipientService } from '../recipient/recipient.service.js';

/** Erases what is kept of a user here. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly db: DataSource,
    private readonly recipients: RecipientService,
    private readonly announcements: AnnouncementService,
  ) {}

  /**
   * Mails that are on their way go out first, the last of which says goodbye: whoever lost an account to somebody else
   * has to hear of it. Not done until they are handed in, or given up.
   */
  async erase(userId: string): Promise<{ done: boolean }> {
    await this.db.transaction(async (tx) => {
      const recipient = await this.recipients.forget(tx, userId);
      if (recipient) await this.announcements.sayGoodbye(tx, recipient);
      await tx.query('DELETE FROM notification WHERE user_id = $1', [userId]);
      await tx.query('DELETE FROM preference WHERE user_id = $1', [userId]);
    });
    await this.db.query(`DELETE FROM delivery WHERE user_id = $1 AND state IN ('sent', 'failed')`, [userId]);
    const left: unknown[] = await this.db.query('SELECT 1 FROM delivery WHERE user_id = $1 LIMIT 1', [
      userId,
    ]);
    return { done: left.length === 0 };
  }
}
