import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from './load-policy.js';
import { presets } from './presets.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
/** Writes a policy file and loads it. */
async function load(content: unknown, extension = 'json') {
  const path = join(folder, `${++files}.${extension}`);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return loadPolicy(path);
}

describe('loadPolicy', () => {
  it('takes a preset by its name', async () => {
    expect(await loadPolicy('things-stack')).toEqual(presets['things-stack']);
  });

  it('takes a file that says what it does otherwise than a preset', async () => {
    const policy = await load({
      $schema: './policy.schema.json',
      extends: 'default',
      apiKeys: { maximum: 3 },
      rights: [{ id: 'RIGHT_ROCKET_LAUNCH', title: 'Launch', description: 'Launch rockets.' }],
    });
    expect(policy).toEqual({
      ...presets.default,
      apiKeys: { ...presets.default.apiKeys, maximum: 3 },
      rights: [
        ...presets.default.rights,
        { id: 'RIGHT_ROCKET_LAUNCH', title: 'Launch', description: 'Launch rockets.' },
      ],
    });
  });

  it('takes a whole policy', async () => {
    expect(await load(presets.steampipe)).toEqual(presets.steampipe);
  });

  it.each(['mjs', 'js'])('takes the default export of a .%s file', async (extension) => {
    const policy = await load(
      'export default { extends: "steampipe", sessions: { cli: { absoluteSeconds: 2 * 3600 } } };',
      extension,
    );
    expect(policy.sessions.cli).toEqual({ idleSeconds: null, absoluteSeconds: 7200 });
  });

  it('takes a path from the working directory', async () => {
    const path = join(folder, 'relative.json');
    await writeFile(path, '{"extends": "operations-center"}');
    expect((await loadPolicy(relative(process.cwd(), path))).preset).toBe('operations-center');
  });

  it('hands out what nobody can bend', async () => {
    const policy = await loadPolicy('default');
    expect(() => {
      policy.apiKeys.maximum = 1000;
    }).toThrow(TypeError);
    expect(() => policy.rights[0] && policy.handle.reserved.pop()).toThrow(TypeError);
    expect(Object.isFrozen(presets.default.apiKeys)).toBe(false);
  });
});

describe('loadPolicy stops the start', () => {
  it.each([
    [{ extends: 'default', apiKeys: { maximun: 3 } }, 'apiKeys.maximun is not a field of a policy.'],
    [{ extends: 'default', apiKeyz: {} }, 'apiKeyz is not a field of a policy.'],
    [{ extends: 'default', apiKeys: { maximum: 'many' } }, 'apiKeys.maximum: '],
    [{ extends: 'default', apiKeys: { warnAtDays: [7, 'soon'] } }, 'apiKeys.warnAtDays[1]: '],
    [{ extends: 'default', registration: 'nobody' }, 'registration: '],
    [{ extends: 'default', password: { minLength: 4 } }, 'password.minLength: '],
    [{ extends: 'default', password: { maxLength: 2000 } }, 'password.maxLength: '],
    [{ extends: 'default', rights: [{ id: 'ROCKETS', title: 'x', description: 'x' }] }, 'rights[9].id: '],
    [{ extends: 'default', rights: [{ id: 'RIGHT_ROCKET_LAUNCH' }] }, 'rights[9].title is missing.'],
    [{ extends: 'default', handle: null }, 'handle: '],
    [{ ...presets.default, deletion: undefined }, 'deletion is missing.'],
    [{ extends: 'enterprise' }, 'extends must be one of default, things-stack, '],
    [
      { extends: 'default', handle: { minLength: 30, maxLength: 20 } },
      'handle.minLength (30) is greater than',
    ],
  ])('%j: %s', async (content, sentence) => {
    await expect(load(content)).rejects.toThrow(sentence);
  });

  it('with all that is wrong at once, and the file’s name', async () => {
    const refused = load({ extends: 'default', apiKeys: { maximum: 0 }, labels: { handle: '' } });
    await expect(refused).rejects.toThrow(
      /^The policy .*\.json is refused\. .*apiKeys\.maximum.*labels\.handle/,
    );
  });

  it('when the name is neither preset nor file', async () => {
    await expect(loadPolicy('thing-stack')).rejects.toThrow(
      '"thing-stack" is refused. It is neither a preset (default,',
    );
    await expect(loadPolicy(join(folder, 'none.json'))).rejects.toThrow('neither a preset');
    await expect(loadPolicy('toString')).rejects.toThrow('neither a preset');
  });

  it('when the file does not say what a policy is', async () => {
    await expect(load('{"extends": ')).rejects.toThrow('It cannot be read: ');
    await expect(load('[]')).rejects.toThrow('It must be an object.');
    await expect(load('export const policy = {};', 'mjs')).rejects.toThrow('it has no default export');
    await expect(load('{"extends": "default", "__proto__": {"workspaces": false}}')).rejects.toThrow(
      '__proto__',
    );
  });
});
