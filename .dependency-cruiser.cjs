/** The import arrows of the house: they point down only. @type {import('dependency-cruiser').IConfiguration} */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: allowed },
});
const driver = (name, pkg, home) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: home },
  to: { path: `node_modules/${pkg}` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/' }, to: {} },
    only('domain-imports-nothing-of-ours', '^src/domain/', '^src/domain/'),
    only('log-knows-domain', '^src/log/', '^src/(log|domain)/'),
    only('replay-knows-domain', '^src/replay/', '^src/(replay|domain)/'),
    only('projections-know-replay-and-domain', '^src/projections/', '^src/(projections|replay|domain)/'),
    only(
      'facade-knows-no-interface',
      '^src/caseline(/|\\.ts)',
      '^src/(caseline|log|replay|projections|ingest|domain)',
    ),
    only('export-knows-projections-and-domain', '^src/export/', '^src/(export|projections|domain)/'),
    only('api-knows-the-facade', '^src/api/', '^src/(api/|caseline\\.ts|export|projections|domain)'),
    only(
      'page-knows-the-api-and-the-facade',
      '^src/page/',
      '^src/(page/|api/|caseline\\.ts|export|projections|domain)',
    ),
    // Of the facade the type of a fact, and nothing that runs.
    only(
      'pictures-know-what-they-draw',
      '^src/page/pictures/',
      '^src/(page/(pictures/|words\\.ts)|caseline\\.ts|projections|domain)',
    ),
    only(
      'cli-knows-the-facade',
      '^src/cli/',
      '^src/(cli/|page/pages\\.ts|api|caseline\\.ts|export|ingest|projections|domain)',
    ),
    // The types of the service come in by one file, of which nothing is left at run time; a test sees to that.
    only('client-types-are-the-apis', '^src/client/answers', '^src/(api|export|projections|domain)/'),
    {
      name: 'client-runs-without-the-service',
      severity: 'error',
      from: { path: '^src/client/', pathNot: '^src/client/answers' },
      to: {
        path: '.',
        pathNot:
          '^(src/(client/|projections/(content-hash|json-patch)\\.ts)|node_modules/(rxjs|eventsource-parser|immer)/)',
      },
    },
    only('ingest-knows-domain', '^src/ingest/', '^src/(ingest|domain)/'),
    {
      name: 'pure-layers-have-no-io',
      severity: 'error',
      from: { path: '^src/(domain|replay|projections|page/pictures)/' },
      to: { dependencyTypes: ['core'] },
    },
    driver('sqlite-driver-in-one-folder', 'better-sqlite3', '^src/log/sqlite/'),
    driver('eventstoredb-driver-in-one-folder', '@eventstore/', '^src/log/eventstoredb/'),
    driver('file-writers-in-one-folder', '(csv-stringify|hyparquet|ical-generator)', '^src/export/'),
    driver('express-in-one-folder', '(express-rate-limit|helmet|zod-openapi|jose)', '^src/api/'),
    driver('metrics-in-one-folder', 'prom-client', '^src/api/metrics/'),
    driver('express-where-http-is', 'express/', '^src/(api|page)/'),
    driver('page-makers-in-one-folder', '(nunjucks|govuk-frontend|d3-[a-z]+)', '^src/page/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
