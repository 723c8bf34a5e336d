const feature = '^services/([^/]+)/src/([^/]+)/';

/** The six rules that a machine keeps (ARCHITECTURE.md). Run through `npm run structure`, which fails on zero modules. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'services-are-islands',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'packages-know-no-service',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(services|console|cli)/' },
    },
    {
      name: 'contracts-know-only-zod',
      severity: 'error',
      from: { path: '^packages/contracts/src/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^packages/contracts/src/|node_modules/zod' },
    },
    {
      name: 'features-meet-at-services',
      severity: 'error',
      from: { path: feature },
      // `gateway/src/http/` is no feature but the ground on which the doors stand.
      to: {
        path: feature,
        pathNot: ['^services/$1/src/$2/', '\\.(service|module|errors)\\.ts$', '^services/gateway/src/http/'],
      },
    },
    {
      name: 'clients-speak-contracts',
      severity: 'error',
      from: { path: '^(console|cli)/' },
      to: { path: '^(services|packages)/', pathNot: '^packages/(contracts|api-client)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/\\.)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
