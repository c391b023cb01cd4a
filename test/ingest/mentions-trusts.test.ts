import { afterRows, hackney, held, theData, told } from './mentions-case.ts';
import { context, types } from './tables.ts';

describe('a trust', () => {
  it.each([
    ["Birmingham Children's Trust began", "Birmingham Children's Trust", 'birmingham-childrens-trust'],
    [
      "Doncaster Children's Services Trust went live",
      "Doncaster Children's Services Trust",
      'doncaster-childrens-services-trust',
    ],
    [
      "Sandwell Children's Trust began delivering services",
      "Sandwell Children's Trust",
      'sandwell-childrens-trust',
    ],
    [
      'Slough Children First, council-owned company, established',
      'Slough Children First',
      'slough-children-first',
    ],
    [
      'Worcestershire Children First took over services',
      'Worcestershire Children First',
      'worcestershire-children-first',
    ],
  ])('%s', (detail, name, trustId) => {
    const row = { kind: 'trust_go_live', date: '2015-04', detail };
    expect(theData(told(hackney(), row))).toEqual({ trustId, name });
  });

  it('is one where two reports tell of it in other words', () => {
    const known = afterRows(
      hackney(),
      { kind: 'trust_go_live', date: '2015-04', detail: 'Together for Children company established' },
      { kind: 'trust_go_live', date: '2015-04', detail: 'Together for Children began delivering services' },
    );
    expect(held(known, 'TrustWentLive')).toEqual([
      { trustId: 'together-for-children', name: 'Together for Children' },
    ]);
    expect(held(known, 'ClaimMade')).toEqual([]);
  });

  it('that is older than the authority has worked for it from its first day', () => {
    const row = {
      kind: 'trust_go_live',
      date: '2015-11-01',
      detail: "services transferred to Northamptonshire Children's Trust",
    };
    const [event] = told(hackney('2016-04-01'), row);
    expect(event).toMatchObject({
      type: 'TrustWentLive',
      occurred: { date: '2016-04-01' },
      source: {
        note: 'For the authority before this one from 1 November 2015; for this one from its first day.',
      },
    });
    expect(told(afterRows(hackney('2016-04-01'), row), row)).toEqual([]);
  });

  it('that is planned is not live', () => {
    const row = { kind: 'trust_planned', date: '2017-04', detail: "children's trust due to go live" };
    expect(told(hackney(), row)).toMatchObject([{ type: 'TrustGoLivePlanned', data: { for: '2017-04' } }]);
  });
});

describe('the making of an authority', () => {
  const created = { kind: 'authority_created', date: '2016', detail: 'unitary authority created' };

  it('is known from its registration, unless the report dates it otherwise', () => {
    expect(told(hackney('2016-04-01'), created, context())).toEqual([]);
    expect(types(told(hackney('2015-04-01'), created))).toEqual(['ClaimMade']);
  });
});
