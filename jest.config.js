export default {
  testEnvironment: 'node',
  // Half of the tests wait for a process or a browser: one worker for each core, not one core left alone.
  maxWorkers: '100%',
  // A test that fails may leave a server behind: that shall fail the run, not hang it.
  forceExit: true,
  // A test that waits does so for a condition; a slow machine is no failure.
  testTimeout: 30_000,
  roots: ['<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
};
