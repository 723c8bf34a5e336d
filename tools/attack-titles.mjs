import ts from 'typescript';

const idPattern = /^(?:[A-Z]\d{2}|ASVS \d+\.\d+\.\d+)$/;
const run = new Set(['it', 'test']);

/** Titles of the tests that a file runs: of `it` and `test`, also with `.each`, but of none that is skipped. */
export function titlesIn(source, name = 'some.test.ts') {
  const titles = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [title] = node.arguments;
      if (title && (ts.isStringLiteral(title) || ts.isNoSubstitutionTemplateLiteral(title)))
        titles.push(title.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest));
  return titles;
}

/** `it`, `it.each(rows)`, `it.each<Row>(rows)`, but not `it.each` itself, which has no title. */
function isTest(callee) {
  if (ts.isIdentifier(callee)) return run.has(callee.text);
  const each = ts.isCallExpression(callee) ? callee.expression : undefined;
  if (!each || !ts.isPropertyAccessExpression(each) || each.name.text !== 'each') return false;
  return ts.isIdentifier(each.expression) && run.has(each.expression.text);
}

/** The ids that a title carries: in front, `K12 K13 says …`, or behind, `says … (K12)`. */
export function idsOf(title) {
  const words = title.replace(/\bASVS (\d)/g, 'ASVS\u00a0$1').split(/[ ,]+/);
  const front = [];
  for (const word of words) {
    const id = word.replace(/\u00a0/, ' ').replace(/:$/, '');
    if (!idPattern.test(id)) break;
    front.push(id);
  }
  const behind = /\(([^()]*)\)$/.exec(title)?.[1]?.split(/, ?/) ?? [];
  return [...front, ...behind.filter((id) => idPattern.test(id))];
}

/**
 * What stands between a list of cases and the tests.
 *
 * @returns `missing`: neither a test nor a reason; `stale`: a reason although there is a test; `unknown`: a reason for a
 *   case that is not in the list
 */
export function compare({ ids, notYet, titles }) {
  const tested = new Set(titles.flatMap(idsOf));
  const excused = new Set(Object.keys(notYet));
  return {
    tested: ids.filter((id) => tested.has(id)),
    excused: ids.filter((id) => excused.has(id) && !tested.has(id)),
    missing: ids.filter((id) => !tested.has(id) && !excused.has(id)),
    stale: ids.filter((id) => tested.has(id) && excused.has(id)),
    unknown: [...excused].filter((id) => !ids.includes(id)),
  };
}
