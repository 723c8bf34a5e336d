import type { UserState } from '@latchkey/contracts/identity/user';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('app_user')
export class UserEntity {
  @PrimaryColumn('text') id: string;
  @Column('text') handle: string;
  @Column('text', { name: 'handle_key' }) handleKey: string;
  @Column('text', { nullable: true }) name: string | null;
  @Column('text', { name: 'first_name', nullable: true }) firstName: string | null;
  @Column('text', { name: 'last_name', nullable: true }) lastName: string | null;
  @Column('text') email: string;
  @Column('text', { name: 'email_key' }) emailKey: string;
  @Column('boolean', { name: 'email_verified', default: false }) emailVerified: boolean;
  @Column('text', { name: 'notification_email', nullable: true }) notificationEmail: string | null;
  @Column('boolean', { default: false }) admin: boolean;
  @Column('text', { default: 'active' }) state: UserState;
  /** When the data of an account that is `deleting` is erased. */
  @Column('timestamptz', { name: 'deletes_at', nullable: true }) deletesAt: Date | null;
  /** Grows with every change that other services hear of. */
  @Column('integer', { default: 1 }) version: number;
  /** PHC string; null while nobody has set a password. */
  @Column('text', { name: 'password_hash', nullable: true }) passwordHash: string | null;
  @Column('integer', { name: 'password_version', default: 1 }) passwordVersion: number;
  @Column('timestamptz', { name: 'password_changed_at', nullable: true }) passwordChangedAt: Date | null;
  @Column('timestamptz', { name: 'last_sign_in_at', nullable: true }) lastSignInAt: Date | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'clock_timestamp()', update: false })
  createdAt: Date;
  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'clock_timestamp()' }) updatedAt: Date;
}
