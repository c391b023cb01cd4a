import { afterRows, hackney, held, told } from './mentions-case.ts';

describe('a visit', () => {
  it.each([
    ['focused_visit', '2016-02', 'focused visit', '2016-02-focused-visit', [], undefined],
    [
      'focused_visit',
      '2016',
      'focused visit to the front door',
      '2016-focused-visit',
      ['front door'],
      undefined,
    ],
    [
      'focused_visit',
      '2016-02',
      'focused visit with areas for priority action',
      '2016-02-focused-visit',
      [],
      'focused visit with areas for priority action',
    ],
    [
      'monitoring_visit',
      '2016-02',
      'monitoring visit on help and protection',
      '2016-02-monitoring-visit',
      ['help and protection'],
      undefined,
    ],
    ['jtai', '2016-02', 'joint targeted area inspection on neglect', '2016-jtai', ['neglect'], undefined],
    ['jtai', '2016', 'joint targeted inspection', '2016-jtai', [], undefined],
  ])('%s, %s: %s', (kind, date, detail, visitId, areas, note) => {
    const [event] = told(hackney(), { kind, date, detail });
    expect(event).toMatchObject({
      type: 'VisitCarriedOut',
      occurred: { date },
      disclosures: [
        { to: 'council:204', from: date },
        { to: 'ofsted', from: date },
        { to: 'public', from: '2016-09-21' },
      ],
      data: { visitId, areas },
    });
    expect(event?.data).toEqual(
      note === undefined
        ? expect.not.objectContaining({ note: expect.anything() })
        : expect.objectContaining({ note }),
    );
  });

  it('is one where two reports can mean the same, and two where their themes differ', () => {
    const one = { kind: 'focused_visit', date: '2016-02', detail: 'focused visit on care leavers' };
    const unnamed = { ...one, date: '2016', detail: 'focused visit' };
    const other = { ...one, detail: 'focused visit on the front door' };
    const known = afterRows(hackney(), one, unnamed, other, one, other);
    expect(held(known, 'VisitCarriedOut').map(({ visitId, areas }) => [visitId, areas])).toEqual([
      ['2016-02-focused-visit', ['care leavers']],
      ['2016-02-focused-visit-2', ['front door']],
    ]);
  });
});
