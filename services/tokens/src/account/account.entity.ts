import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the tokens service knows of a user. Revoking everything is one change of this row. */
@Entity('account')
export class AccountEntity {
  @PrimaryColumn('text', { name: 'user_id' }) userId: string;
  @Column('text') handle: string;
  @Column('boolean') admin: boolean;
  @Column('text') state: 'active' | 'suspended' | 'deleting';
  /** Identity's version of the user: an older snapshot never overwrites a newer one. */
  @Column('bigint', { name: 'user_version' }) userVersion: string;
  @Column('integer', { name: 'password_version' }) passwordVersion: number;
  @Column('integer') epoch: number;
  @Column('integer', { name: 'key_epoch' }) keyEpoch: number;
  @Column('bigint', { name: 'revoked_seq' }) revokedSeq: string;
  @Column('integer', { name: 'live_sessions' }) liveSessions: number;
  @Column('integer', { name: 'live_cli' }) liveCli: number;
  @Column('integer', { name: 'live_keys' }) liveKeys: number;
}
