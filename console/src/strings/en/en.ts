import { common, field, problem, problems } from './common.js';
import { notification } from './notification.js';
import { password } from './password.js';
import { receipt } from './receipt.js';
import { signIn, signUp } from './session.js';
import { shell } from './shell.js';
import { profile } from './user.js';

export const en = {
  common,
  field,
  problem,
  problems,
  signIn,
  signUp,
  shell,
  password,
  receipt,
  profile,
  notification,
};
