import { eraseIn } from '../erasure.js';

export const eraseNotifications = eraseIn('notifications');
