/**
 * The import rules of the house (docs/architecture.md). A folder may import itself and what is listed for it; a library
 * that one folder owns is imported nowhere else.
 */
const room = (name) => `^src/${name}/`;

const ADAPTER_ROOMS = ['inference', 'thinkers', 'search', 'stream', 'storage', 'schemas', 'telemetry', 'media', 'config', 'taxonomy', 'intake'];

const ownedBy = (library, owner) => ({
  name: `${library.replaceAll('/', '-')}-stays-home`,
  comment: `${library} is imported only by ${owner}`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^${owner}` },
  to: { path: `(^|node_modules/)(${library})(/|$)` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', comment: 'No cycles between files', severity: 'error', from: { path: '^src/' }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'domain-is-pure',
      comment: 'domain imports nothing but itself: no library, no node:*',
      severity: 'error',
      from: { path: room('domain') },
      to: { pathNot: room('domain') },
    },
    {
      name: 'stages-know-the-domain-only',
      comment: 'A stage imports the domain, itself and libraries; what it needs of the outside it declares as a port',
      severity: 'error',
      from: { path: room('stages') },
      to: { path: '^src/', pathNot: ['^src/(domain|stages|taxonomy)/'] },
    },
    {
      name: 'stages-do-not-know-each-other',
      comment: 'A stage does not import another stage; what they share is in the domain or directly in src/stages',
      severity: 'error',
      from: { path: '^src/stages/([^/]+)/' },
      to: { path: '^src/stages/[^/]+/', pathNot: '^src/stages/$1/' },
    },
    ...ADAPTER_ROOMS.map((name) => ({
      name: `${name}-knows-domain-and-ports`,
      comment: `${name} imports the domain, itself and the port files that it implements`,
      severity: 'error',
      from: { path: room(name) },
      to: { path: '^src/', pathNot: [`^src/(domain|stages|${name})/`] },
    })),
    {
      name: 'only-app-composes',
      comment: 'app is imported by the command line only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app|cli)/' },
      to: { path: room('app') },
    },
    {
      name: 'cli-goes-through-app',
      comment: 'The command line imports app and the domain; the model store is its own subject (models list|verify|pull)',
      severity: 'error',
      from: { path: room('cli') },
      to: { path: '^src/', pathNot: '^src/(cli|app|domain|config|taxonomy|inference/model-store)/' },
    },
    { name: 'nothing-imports-cli', comment: 'The command line is the outermost room', severity: 'error', from: { path: '^src/', pathNot: room('cli') }, to: { path: room('cli') } },
    { name: 'source-does-not-import-tests', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|bench|scripts)/' } },
    { name: 'no-dev-dependencies-in-source', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' } },
    { name: 'no-undeclared-packages', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ownedBy('kafkajs', 'src/stream/kafka/'),
    ownedBy('@aws-sdk', 'src/storage/s3/'),
    ownedBy('onnxruntime-node', 'src/inference/'),
    ownedBy('@huggingface/tokenizers', 'src/inference/siglip/'),
    ownedBy('fluent-ffmpeg', 'src/media/ffmpeg/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    cache: { folder: '.cache/dependency-cruiser', strategy: 'content' },
  },
};
