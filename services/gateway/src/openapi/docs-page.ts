type Json = Record<string, unknown>;

const html = (text: unknown): string => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** The OpenAPI document as one page of plain HTML: no script, nothing from elsewhere. */
export function docsPage(document: Json): string {
  const { info, paths, components } = document as {
    info: { title: string; description: string };
    paths: Record<string, Record<string, Json>>;
    components: { schemas: Record<string, Json> };
  };
  const operations = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => tagOf(operation)))];
  const sections = tags.map(
    (tag) =>
      `<h2 id="${html(tag)}">${html(words(tag))}</h2>${operations
        .filter(({ operation }) => tagOf(operation) === tag)
        .map(operationHtml)
        .join('')}`,
  );
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<details id="schema-${html(name)}"><summary><code>${html(name)}</code></summary>${pre(schema)}</details>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${html(info.title)} API</title><link rel="stylesheet" href="/docs/docs.css"></head><body><h1>${html(info.title)} API</h1><p>${html(info.description)}</p><p>The same for programs: <a href="/openapi.json">openapi.json</a></p>${sections.join('')}<h2 id="schemas">Schemas</h2>${schemas.join('')}</body></html>`;
}

const tagOf = (operation: Json): string => String((operation.tags as string[])[0]);
const words = (name: string): string => name.replace(/([A-Z])/g, ' $1').toLowerCase();
const pre = (value: unknown): string => `<pre>${html(JSON.stringify(value, undefined, 2))}</pre>`;

function operationHtml({ path, verb, operation }: { path: string; verb: string; operation: Json }): string {
  const {
    summary,
    description,
    parameters = [],
    requestBody,
    responses,
  } = operation as {
    summary: string;
    description?: string;
    parameters?: { name: string; in: string; description?: string }[];
    requestBody?: { content: Json };
    responses: Record<string, { description: string; content?: Json }>;
  };
  const inputs = parameters.map(
    (p) =>
      `<tr><td><code>${html(p.name)}</code></td><td>${html(p.in)}</td><td>${html(p.description ?? '')}</td></tr>`,
  );
  const answers = Object.entries(responses).map(
    ([status, answer]) =>
      `<tr><td><code>${html(status)}</code></td><td>${html(answer.description.replaceAll('`', ''))}</td></tr>`,
  );
  return `<details><summary><span class="verb">${html(verb.toUpperCase())}</span><code class="path">${html(path)}</code><span>${html(summary.replaceAll('`', ''))}</span></summary>${description ? `<p>${html(description.replaceAll('`', ''))}</p>` : ''}${inputs.length > 0 ? `<h3>Parameters</h3><table>${inputs.join('')}</table>` : ''}${requestBody ? `<h3>Body</h3>${pre(requestBody.content)}` : ''}<h3>Answers</h3><table>${answers.join('')}</table></details>`;
}
