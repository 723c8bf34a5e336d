import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** docs/events.md: every event that a service may record, with its payload. */
export async function eventsPage(root) {
  const events = (
    await Promise.all(contractFiles(join(root, 'packages/contracts/dist')).map(eventsOf))
  ).flat();
  if (events.length === 0) throw new Error('No contract declares an event: build first (`npx tsc -b`).');
  events.sort((a, b) => a.subject.localeCompare(b.subject));
  return `# Events

Made from \`packages/contracts\` by \`npm run generate\`. Each is a CloudEvent 1.0 on the JetStream stream \`EVENTS\`, told at
least once: consumers keep the \`id\` of what they have handled.

${events.map(section).join('\n')}`;
}

function contractFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return contractFiles(path);
    return entry.name.endsWith('.js') ? [path] : [];
  });
}

async function eventsOf(file) {
  const module = await import(pathToFileURL(file).href);
  return Object.values(module).filter((it) => it?.subject?.startsWith?.('event.') && it.payload);
}

function section({ subject, type, payload }) {
  const { properties = {}, required = [] } = z.toJSONSchema(payload, { unrepresentable: 'any' });
  const rows = Object.entries(properties).map(
    ([name, schema]) => `| \`${name}\` | ${typeOf(schema)} | ${required.includes(name) ? 'yes' : 'no'} |`,
  );
  return `## \`${subject}\`

\`type\`: \`${type}\`

| Field | Type | Always there |
|---|---|---|
${rows.join('\n')}
`;
}

function typeOf(schema) {
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  if (schema.type === 'object') return `object (${Object.keys(schema.properties ?? {}).join(', ')})`;
  return schema.type ?? 'any';
}
