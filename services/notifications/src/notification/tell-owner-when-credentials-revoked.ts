import type { PayloadOf } from '@latchkey/contracts/event';
import { credentialsRevoked } from '@latchkey/contracts/tokens/revocation';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';

type Revocation = PayloadOf<typeof credentialsRevoked>;

/** The other reasons follow from something that its owner is told of, or did just now. */
@Injectable()
@OnEvent(credentialsRevoked, { together: true })
export class TellOwnerWhenCredentialsRevoked {
  constructor(private readonly announcements: AnnouncementService) {}

  async handle(payload: Revocation, tx: EntityManager, event: ReceivedEvent) {
    const { userId, revocationId, revoked } = payload;
    const said = wordsFor(payload);
    if (said)
      await this.announcements.announce(tx, event, { userId, ...said, data: { revocationId, revoked } });
  }
}

function wordsFor({ reason, actor, revoked }: Revocation) {
  if (reason === 'authentication_reset') {
    return {
      type: 'access_revoked',
      title: 'All your sessions and keys were revoked',
      body: `The authentication of your account was reset. ${countsInWords(revoked)}`,
      actor,
    } as const;
  }
  if (reason === 'leak_reported') {
    return {
      type: 'credential_leaked',
      title: 'A leaked credential of yours was revoked',
      body: `Somebody found a credential of your account in the open and reported it. ${countsInWords(revoked)}`,
      // Whoever does owners this favour is not exposed to them.
      actor: null,
    } as const;
  }
  return undefined;
}

function countsInWords({ sessions, cliTokens, apiKeys }: Revocation['revoked']): string {
  const counts = [count(sessions, 'session'), count(cliTokens, 'CLI login'), count(apiKeys, 'API key')];
  const all = inWords.format(counts.filter((words) => words !== ''));
  if (all === '') return 'Nothing was left to revoke.';
  return sessions + cliTokens + apiKeys === 1 ? `${all} works no longer.` : `${all} work no longer.`;
}

const inWords = new Intl.ListFormat('en', { type: 'conjunction' });

const count = (number: number, what: string): string =>
  number === 0 ? '' : `${number} ${what}${number === 1 ? '' : 's'}`;
