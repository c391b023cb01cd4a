import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readConfig } from '../src/api/config.ts';
import { problemTypes, problemUri } from '../src/api/problems.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const textOf = (file: string): string => readFileSync(`${root}${file}`, 'utf8');

const environmentSchema = z.record(z.string(), z.string()).default({});
const serviceSchema = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  environment: environmentSchema,
  ports: z.array(z.string()).default([]),
  expose: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  restart: z.string().optional(),
  healthcheck: z.unknown().optional(),
  pull_policy: z.string().optional(),
  init: z.boolean().default(false),
  stop_grace_period: z.string().optional(),
  logging: z.object({ driver: z.string() }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
});
const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.null()),
});

/** jest itself reads YAML with this: it is there wherever this runs. */
const yaml = z
  .object({ load: z.custom<(text: string) => unknown>((load) => typeof load === 'function') })
  .parse(createRequire(import.meta.url)('js-yaml'));

const files = ['docker-compose.yml', 'docker-compose.cluster.yml'] as const;
const composed = files.map((file) => ({ file, ...composeSchema.parse(yaml.load(textOf(file))) }));
const services = composed.flatMap(({ file, services }) =>
  Object.entries(services).map(([name, service]) => ({ file, name, ...service })),
);
const dockerfile = textOf('Dockerfile');

/** What the cluster wants of whoever starts it. */
const variables = { LOG_ADMIN_PASSWORD: 'one', LOG_OPS_PASSWORD: 'two', KEYS_FOLDER: '/tmp' };
const filledIn = (value: string): string =>
  value.replaceAll(/\$\{(\w+)(:\?[^}]*)?\}/g, (_, name: keyof typeof variables) => variables[name]);

/** An image by a version with at least two numbers: what it is does not change from one day to the next. */
const pinned = /:v?\d+\.\d+[\w.-]*$/;

const compose = [['docker', 'compose'], ['docker-compose']].find(
  ([command = '', ...words]) => spawnSync(command, [...words, 'version']).status === 0,
);

describe('the image', () => {
  it('is made of images of one version each', () => {
    const from = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(from).toHaveLength(2);
    for (const image of from) expect(image).toMatch(/:\d+\.\d+\.\d+-/);
  });

  it('runs as a user who is not root', () => {
    const users = [...dockerfile.matchAll(/^USER (\S+)/gm)].map(([, user]) => user);
    expect(users).toEqual(['node']);
    expect(dockerfile.indexOf('\nUSER ')).toBeLessThan(dockerfile.indexOf('\nENTRYPOINT '));
  });

  it('says by itself whether it is well, with what is in it', () => {
    expect(dockerfile).toMatch(/^HEALTHCHECK .*\n {4}CMD \["node", .*\/readyz/m);
  });

  it('is given all that it copies', () => {
    const given = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, what]) =>
      what?.split(' '),
    );
    expect(copied.length).toBeGreaterThan(5);
    for (const name of copied) expect(given).toContain(`!${name?.split('/')[0]}`);
  });

  it('has settings that there are', () => {
    const config = textOf('src/api/config.ts');
    const named = [dockerfile, ...files.map(textOf), textOf('docs/operations.md')].flatMap(
      (text) => text.match(/CASELINE_[A-Z_]+/g) ?? [],
    );
    expect(named).toContain('CASELINE_METRICS_PORT');
    for (const name of named) expect(config).toContain(`  ${name}: `);
  });
});

describe.each(composed)('$file', ({ file, services: own, volumes }) => {
  it('runs images of one version each, or the one that is built here', () => {
    const built = Object.values(own)
      .filter(({ build }) => build !== undefined)
      .map(({ image }) => image);
    expect(built).toEqual(['caseline:local']);
    for (const { image } of Object.values(own)) if (!built.includes(image)) expect(image).toMatch(pinned);
  });

  it('names a volume for whatever is kept, and uses each', () => {
    const used = Object.values(own).flatMap((service) =>
      service.volumes.map((one) => one.split(':')[0] ?? ''),
    );
    const named = used.filter((one) => !/^[./$]/.test(one));
    expect(new Set(named)).toEqual(new Set(Object.keys(volumes)));
  });

  it('starts what others need before them, and starts again what has ended', () => {
    for (const { depends_on } of Object.values(own))
      for (const name of Object.keys(depends_on)) expect(Object.keys(own)).toContain(name);
    for (const [name, { image, healthcheck, restart }] of Object.entries(own)) {
      if (name === 'certificates') continue; // which ends when they are made
      expect(restart).toBe('unless-stopped');
      // The image that is built here brings its own.
      if (image !== 'caseline:local') expect(healthcheck).toBeDefined();
    }
  });

  it('keeps what is said on standard output in files that do not grow without end', () => {
    for (const { logging } of Object.values(own)) expect(logging).toEqual({ driver: 'local' });
    for (const { image, environment } of Object.values(own))
      if (image.includes('kurrentdb')) expect(environment.KURRENTDB_DISABLE_LOG_FILE).toBe('true');
  });

  it('lets Caseline finish what it is asked', () => {
    for (const { image, init, stop_grace_period } of Object.values(own))
      if (image === 'caseline:local') expect([init, stop_grace_period]).toEqual([true, '30s']);
  });

  it('has one address, on this machine, which is not that of the metrics or of the log', () => {
    expect(Object.values(own).flatMap(({ ports }) => ports)).toEqual(['127.0.0.1:8080:8080']);
  });

  it('starts Caseline with settings that it takes', () => {
    const instances = Object.values(own).filter(({ image }) => image === 'caseline:local');
    expect(instances.length).toBeGreaterThan(0);
    for (const { environment } of instances) {
      const filled = Object.entries(environment).map(([name, value]) => [name, filledIn(value)]);
      const config = readConfig(Object.fromEntries(filled));
      expect(config.log).toMatch(/^esdb:/);
    }
  });

  const why = compose
    ? ''
    : ` (skipped: there is no docker compose here; \`docker compose -f ${file} config\`)`;
  (compose ? it : it.skip)(`is valid${why}`, () => {
    const [command = '', ...words] = compose ?? [];
    const asked = [...words, '-f', `${root}${file}`, 'config', '--quiet'];
    const { status, stderr } = spawnSync(command, asked, { env: { ...process.env, ...variables } });
    expect([status, String(stderr)]).toEqual([0, '']);
  });
});

describe('one machine', () => {
  it('loads England once the server is there to take it', () => {
    const caseline = services.find(({ file, name }) => file === 'docker-compose.yml' && name === 'caseline');
    expect(caseline?.depends_on).toEqual({ log: { condition: 'service_healthy' } });
  });
});

describe('the cluster', () => {
  const ofCluster = services.filter(({ file }) => file === 'docker-compose.cluster.yml');

  it('starts though a node or an instance is lost, once there are certificates', () => {
    for (const { depends_on } of ofCluster)
      for (const [name, { condition }] of Object.entries(depends_on))
        expect(condition).toBe(
          name === 'certificates' ? 'service_completed_successfully' : 'service_started',
        );
  });

  it('asks no registry for what is built here', () => {
    for (const { build, image, pull_policy } of ofCluster)
      if (image === 'caseline:local' && build === undefined) expect(pull_policy).toBe('never');
  });

  it('says that nobody answers as an instance says that the log is away', () => {
    const [, body = '', status] = /respond `([^`]+)` (\d+)/.exec(textOf('deploy/Caddyfile')) ?? [];
    const { status: usual, title, about } = problemTypes['log-unavailable'];
    const { detail } = JSON.parse(body);
    expect(about).toContain(/Whether an event .*$/.exec(detail)?.[0]);
    expect(JSON.parse(body)).toMatchObject({
      type: problemUri('log-unavailable'),
      title,
      status: usual,
      code: 'log-unavailable',
    });
    expect(Number(status)).toBe(usual);
  });

  it('holds no password, and asks for each', () => {
    const secrets = services.flatMap(({ environment }) =>
      Object.entries(environment).filter(([name]) => name.includes('PASSWORD')),
    );
    expect(secrets.length).toBeGreaterThan(0);
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{\w+:\?[^}]+\}$/);
    expect(textOf('docker-compose.cluster.yml')).not.toContain('changeit');
  });

  it('has three nodes and two instances, each of whom knows all others', () => {
    const nodes = ofCluster.filter(({ image }) => image.includes('kurrentdb'));
    const instances = ofCluster.filter(({ image }) => image === 'caseline:local');
    expect([nodes.length, instances.length]).toEqual([3, 2]);
    for (const { name, environment } of nodes) {
      const others = nodes.filter((node) => node.name !== name).map((node) => `${node.name}:2113`);
      expect(environment.KURRENTDB_GOSSIP_SEED).toBe(others.join());
    }
    for (const { environment } of instances)
      expect(environment.CASELINE_LOG).toContain(`@${nodes.map(({ name }) => `${name}:2113`).join()}?`);
    const proxy = textOf('deploy/Caddyfile');
    expect(proxy).toContain(`reverse_proxy ${instances.map(({ name }) => `${name}:8080`).join(' ')} {`);
  });
});
