import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Policy, PublicPolicy } from './policy.js';

interface Node {
  description?: string;
  properties?: Record<string, Node>;
  items?: Node;
  additionalProperties?: unknown;
  anyOf?: Node[];
}

/** Every field below a schema, by its path. */
function fieldsOf(node: Node, path = ''): [string, Node][] {
  const inner = [...(node.items ? [node.items] : []), ...(node.anyOf ?? [])].flatMap((it) =>
    fieldsOf(it, path),
  );
  const own = Object.entries(node.properties ?? {}).flatMap(([name, it]): [string, Node][] => [
    [`${path}.${name}`, it],
    ...fieldsOf(it, `${path}.${name}`),
  ]);
  return [...inner, ...own];
}

const schema = z.toJSONSchema(Policy) as Node;

describe('Policy', () => {
  it('documents every field', () => {
    const fields = fieldsOf(schema);
    expect(fields.length).toBeGreaterThan(80);
    expect(fields.filter(([, field]) => !field.description).map(([path]) => path)).toEqual([]);
  });

  it('has room for no other field, at any depth', () => {
    const open = fieldsOf(schema).filter(([, it]) => it.properties && it.additionalProperties !== false);
    expect(open.map(([path]) => path)).toEqual([]);
    expect(schema.additionalProperties).toBe(false);
  });
});

describe('PublicPolicy', () => {
  it('is the policy without the reserved handles', () => {
    const all = fieldsOf(schema).map(([path]) => path);
    const document = z.toJSONSchema(PublicPolicy).$defs as { Policy: Node } | undefined;
    const shown = fieldsOf(document?.Policy ?? {}).map(([path]) => path);
    expect(all.filter((path) => !shown.includes(path))).toEqual(['.handle.reserved']);
    expect(shown.filter((path) => !all.includes(path))).toEqual([]);
  });
});
