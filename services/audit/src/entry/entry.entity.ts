import type { AuditEntry, Outcome } from '@latchkey/contracts/audit/entry';
import type { CredentialKind } from '@latchkey/contracts/caller';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One thing that was done, or refused. Appended, never changed: the table itself refuses that. */
@Entity('audit_entry')
export class EntryEntity {
  @PrimaryColumn('text')
  id: string;

  /** Whose log it belongs to; null: nobody that is known. */
  @Column('text', { name: 'user_id', nullable: true })
  userId: string | null;

  /** 1, 2, 3, … within a log; text, as the driver reads a bigint. */
  @Column('bigint')
  sequence: string;

  @Column('text', { name: 'event_id' })
  eventId: string;

  @Column('timestamptz')
  time: Date;

  @Column('text')
  action: string;

  @Column('text')
  outcome: Outcome;

  @Column('text', { name: 'actor_id', nullable: true })
  actorId: string | null;

  @Column('text', { name: 'actor_handle', nullable: true })
  actorHandle: string | null;

  @Column('text', { name: 'actor_credential_id', nullable: true })
  actorCredentialId: string | null;

  @Column('text', { name: 'actor_credential_kind', nullable: true })
  actorCredentialKind: CredentialKind | null;

  @Column('text', { name: 'ip_address', nullable: true })
  ipAddress: string | null;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent: string | null;

  @Column('text', { name: 'target_type', nullable: true })
  targetType: string | null;

  @Column('text', { name: 'target_id', nullable: true })
  targetId: string | null;

  @Column('json')
  data: Record<string, unknown>;

  @Column('text')
  hash: string;

  @Column('text', { name: 'previous_hash', nullable: true })
  previousHash: string | null;

  toAuditEntry(): AuditEntry {
    return {
      id: this.id,
      time: this.time.toISOString(),
      action: this.action,
      outcome: this.outcome,
      actor: {
        id: this.actorId,
        handle: this.actorHandle,
        credentialId: this.actorCredentialId,
        credentialKind: this.actorCredentialKind,
      },
      ipAddress: this.ipAddress,
      userAgent: this.userAgent,
      target:
        this.targetType === null || this.targetId === null
          ? null
          : { type: this.targetType, id: this.targetId },
      data: this.data,
      hash: this.hash,
      previousHash: this.previousHash,
    };
  }
}
