import { eraseIn } from '../erasure.js';

export const eraseAuditLog = eraseIn('audit');
