import { ConfigurationError, readConfig } from '../../src/api/config.ts';

describe('the settings of the service', () => {
  it('have defaults for trying out', () => {
    expect(readConfig({ PATH: '/bin', CASELINE_PORT: '' })).toEqual({
      log: 'sqlite:var/caseline.db',
      port: 8080,
      host: '127.0.0.1',
      keysFile: 'var/keys.json',
      tokenIssuer: 'caseline',
      tokenAudience: 'caseline',
      logLevel: 'info',
      bodyLimit: 1_048_576,
      rateLimit: 12_000,
      trustedProxies: 0,
      streamsPerClient: 1_024,
      heartbeatMs: 15_000,
      stallMs: 30_000,
      feedsFile: 'var/feeds.ndjson',
      metrics: undefined,
    });
  });

  it('come from the environment', () => {
    const config = readConfig({
      CASELINE_LOG: 'memory:',
      CASELINE_PORT: '0',
      CASELINE_BODY_LIMIT: '64kb',
      CASELINE_LOG_LEVEL: 'warn',
      CASELINE_RATE_LIMIT: '0',
      CASELINE_TRUST_PROXY: '1',
      CASELINE_STREAMS_PER_CLIENT: '2',
      CASELINE_HEARTBEAT: '3',
      CASELINE_STALL: '4',
      CASELINE_FEEDS_FILE: 'feeds.json',
      CASELINE_METRICS_PORT: '9464',
    });
    expect(config).toMatchObject({
      log: 'memory:',
      port: 0,
      bodyLimit: 65_536,
      logLevel: 'warn',
      rateLimit: 0,
      trustedProxies: 1,
      streamsPerClient: 2,
      heartbeatMs: 3_000,
      stallMs: 4_000,
      feedsFile: 'feeds.json',
      metrics: { port: 9464, host: '127.0.0.1' },
    });
    expect(readConfig({ CASELINE_BODY_LIMIT: '200' }).bodyLimit).toBe(200);
  });

  it('that are wrong are all named at once, with what they are and what they should be', () => {
    const wrong = {
      CASELINE_LOG: 'postgres://x',
      CASELINE_PORT: '99999',
      CASELINE_BODY_LIMIT: 'lots',
      CASELINE_LOG_LEVEL: 'loud',
      CASELINE_RATE_LIMIT: '-1',
      CASELINE_TRUST_PROXY: 'true',
      CASELINE_STREAMS_PER_CLIENT: '0',
      CASELINE_HEARTBEAT: '61',
      CASELINE_STALL: '1.5',
      CASELINE_METRICS_PORT: 'yes',
    };
    expect(() => readConfig(wrong)).toThrow(ConfigurationError);
    try {
      readConfig(wrong);
    } catch (error) {
      const { problems } = error as ConfigurationError; // just expected to be one
      expect(problems).toHaveLength(10);
      for (const [name, value] of Object.entries(wrong))
        expect(problems.find((problem) => problem.startsWith(`${name}: must be`))).toContain(`'${value}'`);
    }
  });
});
