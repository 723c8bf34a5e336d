import { wholeDocument } from './openapi/whole-document.js';

/** Prints the OpenAPI document: `npm run generate` keeps it at docs/openapi.json. */
process.stdout.write(`${JSON.stringify(wholeDocument(), undefined, 2)}\n`);
