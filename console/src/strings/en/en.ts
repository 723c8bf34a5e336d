import { advanced, resetAuthentication } from './advanced.js';
import { apiKey, apiKeyForm, secret, singleToken, stepUp } from './api-key.js';
import { common, field, problem, problems } from './common.js';
import { deletion } from './deletion.js';
import { deviceLogin } from './device-login.js';
import { notification } from './notification.js';
import { password } from './password.js';
import { forgotPassword, resetPassword } from './password-reset.js';
import { receipt } from './receipt.js';
import { signIn, signUp } from './session.js';
import { sessions } from './sessions.js';
import { shell } from './shell.js';
import { profile } from './user.js';

export const en = {
  apiKey,
  apiKeyForm,
  secret,
  singleToken,
  stepUp,
  advanced,
  resetAuthentication,
  deletion,
  deviceLogin,
  common,
  field,
  problem,
  problems,
  signIn,
  signUp,
  sessions,
  shell,
  password,
  forgotPassword,
  resetPassword,
  receipt,
  profile,
  notification,
};
