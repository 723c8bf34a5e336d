import openapiTS, { astToString } from 'openapi-typescript';
import { openApiDocument } from './openapi.mjs';

/** The types of packages/api-client. */
export async function apiClientTypes(root) {
  const ast = await openapiTS(JSON.parse(openApiDocument(root)));
  return `// Made from docs/openapi.json by \`npm run generate\`.\n${astToString(ast)}`;
}
