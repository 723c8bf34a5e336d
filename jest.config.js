/** Real PostgreSQL, NATS and Redis; the packages as they are built (`npx tsc -b` first). */
export default {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts', '**/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/.*\\.spec\\.'],
  globalSetup: '<rootDir>/packages/testing/dist/pool-open.js',
  globalTeardown: '<rootDir>/packages/testing/dist/pool-close.js',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  resolver: '<rootDir>/jest.resolver.cjs',
  // Against hanging for ever, not a claim about speed: two stacks and two browsers may share two cores.
  testTimeout: 120_000,
  // More than cores: each waits a good part of its time for what it started.
  maxWorkers: 3,
  setupFiles: ['<rootDir>/jest.ports.cjs'],
  testSequencer: '<rootDir>/jest.sequencer.mjs',
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
      },
    ],
  },
};
