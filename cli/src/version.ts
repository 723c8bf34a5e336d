import { readFileSync } from 'node:fs';

// `dist/` in a checkout and `bundle/` in the package are both beside package.json.
const about = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export const version = about.version;
