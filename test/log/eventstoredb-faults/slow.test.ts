// What a reader who takes their time costs, behind a proxy that counts, before a double of the server.
import { startCuttingProxy } from '../../support/cutting-proxy.ts';
import { startDouble } from '../../support/eventstoredb/double.ts';
import { appendMany, bradford, long, opened, whenOver } from './opened.ts';

const MANY = 8_000;

it('a slow reader of many events is sent no more than they are about to read', async () => {
  const double = await startDouble();
  whenOver(() => double.close());
  await appendMany(opened(double.connectionString()), long(MANY, bradford, 300), 500);
  const bytes = double.events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);

  const proxy = await startCuttingProxy();
  whenOver(() => proxy.close());
  proxy.leadTo(`http://127.0.0.1:${double.port}`);
  const log = opened(double.connectionString().replace(String(double.port), new URL(proxy.url).port));
  await log.head();
  const before = proxy.passed;
  expect(before).toBeGreaterThan(bytes);

  for (const read of [() => log.readAll(), () => log.readCase(bradford), () => log.entries()]) {
    const from = proxy.passed;
    let count = 0;
    for await (const _ of read()) {
      count += 1;
      // Whatever is under way arrives meanwhile.
      if (count % 100 === 0) for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
      if (count === 400) break;
    }
    expect(proxy.passed - from).toBeLessThan(bytes / 8);
    expect(proxy.passed - from).toBeGreaterThan(bytes / 25);
  }
});
