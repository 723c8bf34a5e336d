import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../temporary-folder.js';
import { reactionsOf } from './reactions.js';

const root = temporaryFolder();
const sources = join(root.path, 'services', 'audit', 'src', 'entry');
mkdirSync(sources, { recursive: true });
writeFileSync(
  join(sources, 'record-when-user-created.ts'),
  '@Injectable()\n@OnEvent(userCreated)\nexport class RecordWhenUserCreated {}\n',
);
writeFileSync(join(sources, 'record-when-user-created.spec.ts'), 'export class Nothing {}\n');
writeFileSync(join(sources, 'entry.service.ts'), 'export class EntryService {}\n');
afterAll(() => root.remove());

describe('reactionsOf', () => {
  it('names a durable for each reaction, and for nothing else', () => {
    expect(reactionsOf('audit', root.path)).toEqual(['audit_RecordWhenUserCreated']);
  });

  it('finds none in a service without sources', () => {
    expect(reactionsOf('gateway', root.path)).toEqual([]);
  });
});
