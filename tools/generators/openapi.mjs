import { execFileSync } from 'node:child_process';

/** docs/openapi.json, as the gateway makes it from its routes and the contracts. */
export function openApiDocument(root) {
  return execFileSync(process.execPath, ['services/gateway/dist/openapi.js'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NATS_URL: 'nats://localhost', REDIS_URL: 'redis://localhost' },
  });
}
