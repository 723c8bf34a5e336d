import type { Right } from '@latchkey/contracts/rights';
import { Command, Option } from 'commander';
import { createApiKey } from './commands/api-key/create.js';
import { deleteApiKey } from './commands/api-key/delete.js';
import { getApiKey } from './commands/api-key/get.js';
import { listApiKeys } from './commands/api-key/list.js';
import { rotateApiKey } from './commands/api-key/rotate.js';
import { setApiKey } from './commands/api-key/set.js';
import { exportAuditLog } from './commands/audit-log/export.js';
import { listAuditLog } from './commands/audit-log/list.js';
import { verifyAuditLog } from './commands/audit-log/verify.js';
import { resetAuthentication } from './commands/authentication/reset.js';
import { completion } from './commands/completion/completion.js';
import { revoke } from './commands/credential/revoke.js';
import { listNotifications } from './commands/notification/list.js';
import { markSeen } from './commands/notification/mark-seen.js';
import { updatePassword } from './commands/password/update.js';
import { showPolicy } from './commands/policy/show.js';
import { endSession } from './commands/session/end.js';
import { endOtherSessions } from './commands/session/end-others.js';
import { listSessions } from './commands/session/list.js';
import { login } from './commands/session/login.js';
import { logout } from './commands/session/logout.js';
import { whoami } from './commands/session/whoami.js';
import { getUser } from './commands/user/get.js';
import { setUser } from './commands/user/set.js';
import { defaultUrl } from './server-url.js';
import { version } from './version.js';

const about = `
Environment:
  LATCHKEY_URL     where Latchkey is, unless --url says so; else the last login's, else ${defaultUrl}
  LATCHKEY_TOKEN   a token or API key to use instead of a login
  NO_COLOR         no colour on a terminal either

Exit codes:
  0 done   2 wrong flags or refused as invalid   3 not signed in   4 not allowed   5 not found
  6 conflict   7 too many requests   8 no answer, or an error of the server   1 a defect of this program`;

/**
 * All commands.
 *
 * @param catalogue rights that get a flag each
 * @param argv the words of the command line, for rights that the catalogue lacks
 */
export function programOf(catalogue: readonly Right[], argv: readonly string[]): Command {
  const program = new Command('latchkey')
    .description('Account settings: sign-in, password, sessions, API keys. Revoked means revoked.')
    .version(version)
    .addOption(new Option('--url <url>', 'where Latchkey is'))
    .option('--json', 'print JSON, for programs')
    .option('--no-color', 'no colour on a terminal either')
    .addHelpText('after', about);
  const children = [
    login(),
    logout(),
    whoami(),
    users(catalogue, argv),
    sessions(),
    revoke(),
    notifications(),
  ];
  for (const child of [...children, auditLog(), policy(), completion(program)]) program.addCommand(child);
  settle(program);
  return program;
}

function group(name: string, description: string, children: readonly Command[]): Command {
  const command = new Command(name).description(description);
  for (const child of children) command.addCommand(child);
  return command;
}

const users = (catalogue: readonly Right[], argv: readonly string[]): Command =>
  group('users', 'Your account, and others for an administrator', [
    getUser(),
    setUser(),
    updatePassword(),
    resetAuthentication(),
    group('api-keys', 'API keys', [
      createApiKey(catalogue, argv),
      listApiKeys(),
      getApiKey(),
      setApiKey(catalogue, argv),
      rotateApiKey(),
      deleteApiKey(),
    ]),
    sessions(),
  ]).alias('user');

const sessions = (): Command =>
  group('sessions', 'Sign-ins of browsers and programs', [listSessions(), endSession(), endOtherSessions()]);

const notifications = (): Command => group('notifications', 'The inbox', [listNotifications(), markSeen()]);

const auditLog = (): Command =>
  group('audit-log', 'What happened to an account', [listAuditLog(), verifyAuditLog(), exportAuditLog()]);

const policy = (): Command => group('policy', 'What this Latchkey allows', [showPolicy()]);

/** Errors are thrown, not exits; and help names the flags that every command takes. */
function settle(command: Command, line = command.name()): void {
  command.exitOverride().configureHelp({ showGlobalOptions: true });
  command.showHelpAfterError(`\`${line} --help\` lists what it takes.`);
  for (const child of command.commands) settle(child, `${line} ${child.name()}`);
}
