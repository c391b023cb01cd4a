import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonical } from '../../src/domain/canonical.ts';
import { eventTypeNames, type NewEvent } from '../../src/domain/events/catalogue.ts';
import { decode, piecesOf, sameContent, storedText } from '../../src/log/codec.ts';
import { leafOf } from '../../src/log/leaf.ts';
import { anEvent } from '../support/events.ts';

const recordedAt = '2026-01-05T09:00:00.000Z';

/** Words as validation leaves them: trimmed, and whole characters only. */
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => text.trim())
  .filter((text) => text !== '');

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const events: fc.Arbitrary<NewEvent> = fc
  .record({
    type: fc.constantFrom(...eventTypeNames),
    occurred: fc.record({ date: fc.constant('2018-10-24'), verbatim: words }, { requiredKeys: ['date'] }),
    recordedBy: fc.record({ name: words, party: fc.constantFrom('ofsted', 'recorder') }),
    source: maybe(
      fc.record(
        { id: fc.constant('a-source'), page: fc.nat().map((n) => n + 1), note: words },
        { requiredKeys: ['id'] },
      ),
    ),
    correlationId: maybe(fc.uuid({ version: 4 })),
    causationId: maybe(fc.uuid({ version: 4 })),
  })
  .map(({ type, ...overrides }) => anEvent(type, overrides));

describe('the stored form of an event', () => {
  it('is the canonical JSON of the whole, however it was put together', () => {
    fc.assert(
      fc.property(events, (event) => {
        expect(storedText(piecesOf(event), recordedAt)).toBe(canonicalize({ ...event, recordedAt }));
      }),
    );
  });

  it('says the same when it is read and written again', () => {
    fc.assert(
      fc.property(events, fc.nat(), (event, revision) => {
        const text = storedText(piecesOf(event), recordedAt);
        const decoded = decode({ position: '0000000000000007', revision, event: text });
        expect(decoded).toMatchObject({ ...event, revision, recordedAt, position: '0000000000000007' });
        expect(storedText(piecesOf(decoded), decoded.recordedAt)).toBe(text);
        expect(sameContent(text, event)).toBe(true);
      }),
    );
  });

  it('differs in content from an event with any other field, except who recorded it and when', () => {
    const event = anEvent('ReportShared', { correlationId: '00000000-0000-4000-8000-0000000000c0' });
    const text = storedText(piecesOf(event), recordedAt);
    const { source: _, ...unsourced } = event;
    const others: NewEvent[] = [
      { ...event, id: anEvent('ReportShared').id },
      { ...event, occurred: { ...event.occurred, verbatim: '24 October' } },
      { ...event, disclosures: [] },
      { ...event, data: { ...event.data, with: ['DfE'] } },
      { ...event, causationId: event.id },
      unsourced,
    ];
    expect(others.filter((other) => sameContent(text, other))).toEqual([]);
    expect(sameContent(text, { ...event, recordedBy: { name: 'Another', party: 'dfe' } })).toBe(true);
    expect(sameContent('not JSON', event)).toBe(false);
  });

  it.each([
    ['no JSON', '{', 'not a JSON object'],
    ['a list', '[]', 'not a JSON object'],
    ['no time of recording', canonical(anEvent('ReportShared')), '/recordedAt'],
    ['an unknown type', canonical({ ...anEvent('ReportShared'), type: 'ReportShred', recordedAt }), '/type'],
    ['a later schema', canonical({ ...anEvent('ReportShared'), schema: 2, recordedAt }), '/schema'],
  ])('is refused as damaged when it is %s', (_, event, problem) => {
    const read = () => decode({ position: '0000000000000007', revision: 0, event });
    expect(read).toThrow(expect.objectContaining({ code: 'log-damaged' }));
    expect(read).toThrow(problem);
  });
});

describe('the leaf of an event', () => {
  const salt = new Uint8Array(32).fill(1);
  const event = anEvent('ReportShared');
  const leaf = leafOf(piecesOf(event), { revision: 0, recordedAt, salt });

  it.each([
    ['revision', event, { revision: 1 }],
    ['time of recording', event, { recordedAt: '2026-01-05T09:00:00.001Z' }],
    ['salt', event, { salt: new Uint8Array(32).fill(2) }],
    ['recorder', { ...event, recordedBy: { name: 'Another', party: 'dfe' } }, {}],
    ['disclosures', { ...event, disclosures: [] }, {}],
    ['date', { ...event, occurred: { date: '2018-10-25' } }, {}],
    ['data', { ...event, data: { ...event.data, with: ['DfE'] } }, {}],
    ['source', { ...event, source: { id: 'another' } }, {}],
    ['correlation', { ...event, correlationId: event.id }, {}],
  ] satisfies [string, NewEvent, object][])('changes with the %s', (_, other, written) => {
    const changed = leafOf(piecesOf(other), { revision: 0, recordedAt, salt, ...written });
    expect(changed).toHaveLength(32);
    expect(changed.equals(leaf)).toBe(false);
  });
});
