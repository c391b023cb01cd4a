import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog } from '../../src/log/open-log.ts';
import { anEvent } from '../support/events.ts';

const options = { now: Date.now };

describe('the connection string of a log', () => {
  it('names a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'caseline-'));
    const connection = `sqlite:${join(folder, 'case line.db')}`;
    const log = openLog(connection, options);
    await log.append('authority-380', 'none', [anEvent('ReportPublished')]);
    await log.close();
    const again = openLog(connection, options);
    expect(await again.head()).toBe('0000000000000001');
    await again.close();
    await rm(folder, { recursive: true });
  });

  it('names a log in memory', async () => {
    const log = openLog('memory:', options);
    expect(await log.head()).toBeUndefined();
    await log.close();
  });

  it.each(['', 'sqlite:', 'sqlite::memory:', 'var/caseline.db', 'postgres://localhost/caseline', 'memory:x'])(
    'says what is accepted when it is %p',
    (connection) => {
      const open = () => openLog(connection, options);
      expect(open).toThrow(expect.objectContaining({ code: 'log-unavailable' }));
      expect(open).toThrow(/'sqlite:path\/to\/file\.db', 'esdb:\/\/host:2113', or 'memory:'/);
    },
  );

  it.each([
    ['esdb://', /expected/],
    ['esdb://host:port?tls=false', /port number expected/],
    ['esdb://ada:se%cret@host?tls=false', /as in a URL/],
    ['esdb://ada:secret@host?tls=perhaps', /true or false expected/],
    ['esdb://ada:secret@host?verify=none', /verify is no parameter/],
    ['esdb://ada:secret@host?streamPrefix=a$b', /streamPrefix/],
    ['esbd://ada:secret@host', /names no log/],
  ])('says what is wrong with %p, and never its password', (connection, reason) => {
    const open = () => openLog(connection, options);
    expect(open).toThrow(expect.objectContaining({ code: 'log-unavailable' }));
    expect(open).toThrow(reason);
    expect(open).not.toThrow(/secret/);
  });
});
