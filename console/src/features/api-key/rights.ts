import { introspect, type Right, userAll } from '@latchkey/contracts/rights';

/** The rights to pick from one by one: "all" is a choice of its own, and what only administrators give is theirs. */
export const pickable = (rights: readonly Right[], admin: boolean): readonly Right[] =>
  rights.filter(({ id }) => id !== userAll && (admin || id !== introspect));

/** Rights that only look. */
export const readOnly = (rights: readonly Right[]): string[] =>
  rights.map(({ id }) => id).filter((id) => /_(?:INFO|READ|LIST)$/.test(id));

export interface RightGroup {
  /** `USER`, `APPLICATION`, … */
  readonly key: string;
  readonly rights: readonly Right[];
}

/** By what they are about: the word after `RIGHT_`, in the policy's order. */
export function groupRights(rights: readonly Right[]): RightGroup[] {
  const groups = new Map<string, Right[]>();
  for (const right of rights) {
    const key = right.id.split('_')[1] ?? '';
    groups.set(key, [...(groups.get(key) ?? []), right]);
  }
  return [...groups].map(([key, members]) => ({ key, rights: members }));
}

/** Those whose name, description or id has every word that was typed. */
export function searchRights(rights: readonly Right[], query: string): readonly Right[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rights.filter(({ id, title, description }) => {
    const text = `${id} ${title} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
