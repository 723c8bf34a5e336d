// npm run new -- feature <service>/<noun>: the files of a feature, in the places where a reader looks for them.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.env.LATCHKEY_NEW_ROOT ?? fileURLToPath(new URL('..', import.meta.url));
const [what, path = ''] = process.argv.slice(2);
const [, service, noun] = /^([a-z]+)\/([a-z]+(?:-[a-z]+)*)$/.exec(path) ?? [];

if (what !== 'feature' || !service || !noun)
  stop('npm run new -- feature <service>/<noun>, e.g. tokens/trusted-device');
if (!existsSync(join(root, 'services', service))) stop(`There is no service ${service}.`);

const pascal = noun.replace(/(^|-)([a-z])/g, (_, __, letter) => letter.toUpperCase());
const camel = pascal[0].toLowerCase() + pascal.slice(1);
const table = noun.replaceAll('-', '_');
const feature = `services/${service}/src/${noun}`;

const files = {
  [`packages/contracts/src/${service}/${noun}.ts`]: `import { z } from 'zod';
import { Caller } from '../caller.js';
import { UserId } from '../id.js';
import { rpc } from '../rpc.js';

export const ${pascal} = z.object({ id: z.string() }).meta({ id: '${pascal}' });
export type ${pascal} = z.infer<typeof ${pascal}>;

export const get${pascal} = rpc('${service}.${noun}.get', {
  input: z.object({ caller: Caller, userId: UserId, id: z.string() }),
  output: ${pascal},
});
`,
  [`${feature}/${noun}.entity.ts`]: `import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('${table}')
export class ${pascal}Entity {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'user_id' }) userId: string;
}
`,
  [`${feature}/${noun}.errors.ts`]: `import { NotFound } from '@latchkey/errors/errors';

export class ${pascal}NotFound extends NotFound {
  constructor() {
    super('No such ${noun.replaceAll('-', ' ')} exists');
  }
}
`,
  [`${feature}/${noun}.service.ts`]: `import type { InputOf } from '@latchkey/contracts/rpc';
import type { ${pascal}, get${pascal} } from '@latchkey/contracts/${service}/${noun}';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ${pascal}Entity } from './${noun}.entity.js';
import { ${pascal}NotFound } from './${noun}.errors.js';

@Injectable()
export class ${pascal}Service {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async get({ caller, userId, id }: InputOf<typeof get${pascal}>): Promise<${pascal}> {
    if (caller.userId !== userId) throw new ${pascal}NotFound();
    const ${camel} = await this.db.manager.findOneBy(${pascal}Entity, { id, userId });
    if (!${camel}) throw new ${pascal}NotFound();
    return ${camel};
  }
}
`,
  [`${feature}/${noun}.rpc.ts`]: `import type { InputOf } from '@latchkey/contracts/rpc';
import { get${pascal} } from '@latchkey/contracts/${service}/${noun}';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { ${pascal}Service } from './${noun}.service.js';

@Controller()
export class ${pascal}Rpc {
  constructor(private readonly ${camel}s: ${pascal}Service) {}

  @Rpc(get${pascal})
  get(input: InputOf<typeof get${pascal}>) {
    return this.${camel}s.get(input);
  }
}
`,
  [`${feature}/${noun}.module.ts`]: `import { Module } from '@nestjs/common';
import { ${pascal}Rpc } from './${noun}.rpc.js';
import { ${pascal}Service } from './${noun}.service.js';

@Module({ controllers: [${pascal}Rpc], providers: [${pascal}Service] })
export class ${pascal}Module {}
`,
};

const there = Object.keys(files).filter((file) => existsSync(join(root, file)));
if (there.length > 0) stop(`These exist already: ${there.join(', ')}`);
for (const [file, content] of Object.entries(files)) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
  console.log(`wrote ${file}`);
}
console.log(`
Next: add ${pascal}Module to services/${service}/src/${service}.module.ts and ${pascal}Entity to its entities, write a migration
for the table ${table}, and give it a door: docs/how-to/add-an-endpoint.md`);

function stop(sentence) {
  console.error(sentence);
  process.exit(2);
}
