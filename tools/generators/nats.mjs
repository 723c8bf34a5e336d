import { pathToFileURL } from 'node:url';

/** deploy/compose/nats.conf: the users and permissions of `npm start`, with passwords from the environment. */
export async function natsConfiguration(root) {
  const { natsUsers, permissionsOf } = await import(
    pathToFileURL(`${root}local/dist/servers/nats-permissions.js`).href
  );
  const users = natsUsers.map((user) => {
    const permissions = JSON.stringify(permissionsOf(user), undefined, 2).replaceAll('\n', '\n      ');
    return `    {
      user: ${user}
      password: $NATS_${user.toUpperCase()}_PASSWORD
      permissions: ${permissions}
    }`;
  });
  return `# Made by \`npm run generate\` from local/src/servers/nats-permissions.ts.
server_name: latchkey
http: 127.0.0.1:8222
jetstream { store_dir: /data }
system_account: SYS
accounts {
  SYS { users: [] }
  LATCHKEY {
    jetstream: enabled
    users: [
${users.join('\n')}
    ]
  }
}
`;
}
