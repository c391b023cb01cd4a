import { caseIdOf } from '../../src/domain/events/envelope.ts';
import { readBundledHistories } from '../../src/ingest/history.ts';
import { slugOf } from '../../src/ingest/slug.ts';
import { authorityRow } from '../../src/ingest/tables/authorities.ts';
import { EarlierRows } from '../../src/ingest/tables/earlier-rows.ts';
import { knowing, knownCase, validEvent } from './known-case.ts';
import { context, type Fields, problemsWith, the, theRow, types } from './tables.ts';

const bcp: Fields = {
  urn: '2532287',
  la_code: '839',
  ons_code: 'E06000058',
  name: 'Bournemouth, Christchurch and Poole',
  region: 'South West',
  authority_type: 'unitary authority',
  also_known_as: 'BCP; Bournemouth, Christchurch & Poole',
};

const bradford: Fields = {
  urn: '80449',
  la_code: '380',
  ons_code: 'E08000032',
  name: 'Bradford',
  region: 'Yorkshire and the Humber',
  authority_type: 'metropolitan district',
  also_known_as: 'City of Bradford',
};

const reorganised = {
  '839': {
    date: '2019-04-01',
    predecessors: [
      { la: '837', name: 'Bournemouth' },
      { la: '836', name: 'Poole' },
    ],
    instrument: 'The Bournemouth, Dorset and Poole (Structural Changes) Order 2018',
  },
};

const read = (fields: Fields, known = context(), earlier = new EarlierRows(), line = 2) =>
  authorityRow({ file: 'authorities.csv', line, fields }, known, earlier);

const bcpCase = knownCase(caseIdOf('839'));

async function bradfordCase() {
  const [history] = (await readBundledHistories()).filter(({ caseId }) => caseId === 'authority-380');
  const events = history?.events ?? [];
  return knownCase(
    'authority-380',
    events.map((event) => validEvent('authority-380', event)),
  );
}

describe('a row of the table of authorities', () => {
  it('registers the authority, in a case of its own', () => {
    const row = theRow(read(bcp));
    expect(row).toMatchObject({ caseId: 'authority-839', line: 2, file: 'authorities.csv' });
    expect(row.registers).toEqual({
      urn: '2532287',
      la: '839',
      name: 'Bournemouth, Christchurch and Poole',
      otherNames: ['BCP', 'Bournemouth, Christchurch & Poole'],
    });
    const events = row.decide(bcpCase);
    expect(types(events)).toEqual(['AuthorityRegistered', 'SourceCaptured']);
    expect(the('AuthorityRegistered', events)).toMatchObject({
      source: { id: 'authority-lookup' },
      data: {
        la: '839',
        slug: 'bournemouth-christchurch-and-poole',
        name: 'Bournemouth, Christchurch and Poole',
        alsoKnownAs: ['BCP', 'Bournemouth, Christchurch & Poole'],
        kind: 'unitary_authority',
        region: 'South West',
        onsCode: 'E06000058',
        ofstedUrn: '2532287',
      },
    });
    expect(() => knowing(bcpCase, events)).not.toThrow();
  });

  it('says honestly that the day from which an authority exists is not in the table', () => {
    const registered = the('AuthorityRegistered', theRow(read(bradford)).decide(knownCase('authority-380')));
    expect(registered.occurred).toEqual({ date: '1965-04-01/2012-01-01' });
    expect(registered.disclosures).toEqual([{ to: 'public', from: '1965-04-01/2012-01-01' }]);
    expect(registered.source.note).toContain('not in the table');
  });

  it('tells of the reorganisation, where it is known which authorities it took over from', () => {
    const events = theRow(read(bcp, context(reorganised))).decide(bcpCase);
    expect(types(events)).toEqual([
      'AuthorityRegistered',
      'SourceCaptured',
      'SourceCaptured',
      'AuthoritySucceeded',
    ]);
    expect(the('AuthorityRegistered', events).occurred.date).toBe('2019-04-01');
    expect(the('AuthoritySucceeded', events)).toMatchObject({
      occurred: { date: '2019-04-01' },
      disclosures: [{ to: 'public', from: '2019-04-01' }],
      source: { id: 'the-bournemouth-dorset-and-poole-structural-changes-order-2018' },
      data: {
        predecessors: [
          { la: '837', name: 'Bournemouth' },
          { la: '836', name: 'Poole' },
        ],
        successors: [{ la: '839', name: 'Bournemouth, Christchurch and Poole' }],
      },
    });
    expect(() => knowing(bcpCase, events)).not.toThrow();
  });

  it('says nothing a second time, on whichever day', () => {
    const known = knowing(bcpCase, theRow(read(bcp, context(reorganised))).decide(bcpCase));
    const later = { ...context(reorganised), captured: '2027-03-01' };
    expect(theRow(read(bcp, later)).decide(known)).toEqual([]);
  });

  it('corrects what a later table says otherwise, and keeps the slug', () => {
    const known = knowing(bcpCase, theRow(read(bcp)).decide(bcpCase));
    const [correction, ...more] = theRow(read({ ...bcp, name: 'BCP Council' })).decide(known);
    expect(more).toEqual([]);
    expect(correction).toMatchObject({
      type: 'EventCorrected',
      data: {
        replacement: { data: { name: 'BCP Council', slug: 'bournemouth-christchurch-and-poole' } },
      },
    });
  });

  it('takes other names in another order for the same', () => {
    const known = knowing(bcpCase, theRow(read(bcp)).decide(bcpCase));
    const turned = { ...bcp, also_known_as: 'Bournemouth, Christchurch & Poole;BCP; BCP' };
    expect(theRow(read(turned)).decide(known)).toEqual([]);
  });

  it('leaves a withdrawn registration alone', () => {
    const registered = theRow(read(bcp)).decide(bcpCase);
    const { id } = the('AuthorityRegistered', registered);
    const withdrawal = {
      id: '00000000-0000-4000-8000-000000000001',
      type: 'EventWithdrawn',
      occurred: { date: '2026-11-23' },
      disclosures: [],
      source: { id: 'authority-lookup' },
      data: { target: id, reason: 'data_entry' },
    } as const;
    const known = knowing(bcpCase, [...registered, withdrawal]);
    expect(theRow(read(bcp)).decide(known)).toEqual([]);
  });

  describe('of an authority whose case was told in detail before', () => {
    it('adds nothing to Bradford', async () => {
      expect(theRow(read(bradford)).decide(await bradfordCase())).toEqual([]);
    });

    it('corrects what the table states otherwise, and keeps the slug and the day', async () => {
      const moved = { ...bradford, ons_code: 'E08000099', also_known_as: '' };
      const events = theRow(read(moved)).decide(await bradfordCase());
      const { data } = the('EventCorrected', events);
      expect(types(events)).toEqual(['EventCorrected']);
      expect(data).toMatchObject({
        replacement: { data: { onsCode: 'E08000099', alsoKnownAs: [], slug: 'bradford' } },
      });
      expect(data).not.toHaveProperty('replacement.occurred');
    });
  });

  it.each([
    ['a code that is none', { la_code: '38' }, ['la_code: not-a-code']],
    ['an empty name', { name: '' }, ['name: missing']],
    ['a type that is not known', { authority_type: 'parish' }, ['authority_type: unknown-authority-type']],
    ['a region that is not known', { region: 'Wessex' }, ['region: unknown-region']],
    ['a number given to another authority', { la_code: '381' }, ['la_code: authority-mismatch']],
    ['a name without letters', { name: '380' }, ['name: not-a-name']],
    [
      'several problems at once',
      { urn: 'x', ons_code: 'W06000001', region: '' },
      ['region: missing', 'urn: not-a-code', 'ons_code: not-a-code'],
    ],
  ])('is refused for %s', (_, change, problems) => {
    expect(problemsWith(read({ ...bradford, ...change }))).toEqual(problems);
  });

  it('is refused where an earlier row has the same authority', () => {
    const earlier = new EarlierRows();
    theRow(read(bcp, context(), earlier, 2));
    expect(problemsWith(read(bcp, context(), earlier, 3))).toEqual(['urn: duplicate-row']);
    const sameName = { ...bcp, urn: '99999', la_code: '999' };
    expect(problemsWith(read(sameName, context(), earlier, 4))).toEqual(['name: duplicate-row']);
  });
});

describe('the slug of a name', () => {
  it.each([
    ['Kingston upon Hull', 'kingston-upon-hull'],
    ['St. Helens', 'st-helens'],
    ['King’s Lynn', 'kings-lynn'],
    ['Bournemouth, Christchurch and Poole', 'bournemouth-christchurch-and-poole'],
    ['  Château-d’Oex ', 'chateau-doex'],
  ])('of %s is %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it('has at most 80 characters, and no part of a word where it can be helped', () => {
    const order = 'The Local Government (Structural and Boundary Changes) (Transitional Arrangements) Order';
    expect(slugOf(order)).toBe(
      'the-local-government-structural-and-boundary-changes-transitional-arrangements',
    );
    expect(slugOf('x'.repeat(200))).toHaveLength(80);
  });
});
