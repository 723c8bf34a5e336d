import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const sources = [
  ['`npm start`', 'local/dist/settings.js', 'startSettings'],
  ...['gateway', 'identity', 'tokens', 'notifications', 'audit'].map((name) => [
    name,
    `services/${name}/dist/config.js`,
    'settings',
  ]),
];

/** Enough for a service's config.ts, which reads the environment when it is loaded, to be loaded here. */
const placeholders = {
  DATABASE_URL: 'postgres://nobody@localhost/nothing',
  NATS_URL: 'nats://localhost',
  REDIS_URL: 'redis://localhost',
  SMTP_URL: 'smtp://localhost',
};

/** docs/configuration.md: every environment variable, from where it is declared. */
export async function configurationPage(root) {
  Object.assign(process.env, placeholders);
  const sections = [];
  for (const [title, file, name] of sources) {
    if (!existsSync(join(root, file))) throw new Error(`${file} is missing: build first (\`npx tsc -b\`).`);
    const module = await import(pathToFileURL(join(root, file)).href);
    sections.push(section(title, module[name]));
  }
  return `# Settings

Made from the code by \`npm run generate\`. Each is an environment variable, read once when the process starts; a wrong one
stops the start with its name.

${sections.join('\n')}`;
}

function section(title, settings) {
  const rows = Object.values(settings).map(
    ({ name, schema, doc }) => `| \`${name}\` | ${defaultOf(schema)} | ${doc.replaceAll('|', '\\|')} |`,
  );
  return `## ${title}\n\n| Variable | Default | Meaning |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function defaultOf(schema) {
  const result = schema.safeParse(undefined);
  if (!result.success) return 'required';
  return result.data === undefined ? 'none' : `\`${result.data}\``;
}
