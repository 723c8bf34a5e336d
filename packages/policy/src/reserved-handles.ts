const words = (...lines: string[]): string[] => lines.flatMap((line) => line.split(' '));

/** Names that would be taken for a part of the site or for the people who run it; the same under every preset. */
export const reservedHandles: readonly string[] = [
  // Means the caller in paths.
  'me',
  // First segments of paths, now or perhaps one day.
  ...words(
    'about account accounts api app apps assets auth avatar avatars billing blog callback console contact css',
    'dashboard device docs download email error events export faq favicon files health healthz help home images',
    'img index invite javascript js key keys legal login logout metrics new notifications null oauth oauth2',
    'openapi org orgs password policy pricing privacy profile public readyz register reset robots search session',
    'sessions settings sign-in sign-out sign-up signin signout signup static status terms token tokens undefined',
    'unsubscribe user users verify well-known workspace workspaces',
  ),
  // Names of machines, which handles become part of where workspaces are on.
  ...words(
    'autoconfig autodiscover cdn dns ftp imap localhost mail mx ns ns1 ns2 pop pop3 smtp ssl vpn wpad www www1 www2',
  ),
  // Mailboxes of RFC 2142, and those by which certificates are asked for.
  ...words('abuse hostmaster info marketing noc postmaster sales security support webmaster'),
  // Those who run it.
  ...words(
    'admin administrator administrators anonymous everyone latchkey moderator no-reply nobody noreply official',
    'operator owner root service staff sudo superuser sysadmin system team',
  ),
];
