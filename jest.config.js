export default {
  testEnvironment: 'node',
  // Half of the tests wait for a process, a browser or a server: three workers for two cores, and none is idle.
  maxWorkers: 3,
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
