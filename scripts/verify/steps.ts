/** One thing that `npm run verify` checks. A step that runs tests writes jest's JSON report for the count. */
export interface VerifyStep {
  readonly name: string;
  readonly command: readonly string[];
  /** Where jest leaves its report; null for a step that passes or fails as a whole. */
  readonly jestReport: string | null;
}

const npm = (name: string, script: string): VerifyStep => ({ name, command: ['npm', 'run', '--silent', script], jestReport: null });

const jest = (name: string, args: readonly string[]): VerifyStep => {
  const report = `.cache/jest-${name.replaceAll(' ', '-')}.json`;
  return {
    name,
    command: [
      process.execPath, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js',
      '--forceExit', '--ci', '--json', `--outputFile=${report}`, ...args,
    ],
    jestReport: report,
  };
};

/** Cheap checks first; the tests of the stream share one broker and one clock, so they run one after the other. */
export const VERIFY_STEPS: readonly VerifyStep[] = [
  npm('types', 'types'),
  npm('lint', 'lint'),
  npm('import rules', 'imports'),
  npm('dead code', 'dead-code'),
  npm('build', 'build'),
  npm('schema compatibility', 'schemas:check'),
  jest('tests', ['--selectProjects', 'unit', 'contract', 'golden']),
  jest('integrity tests', ['--selectProjects', 'integrity', '--runInBand']),
  jest('media tests', ['--selectProjects', 'media', '--runInBand']),
];
