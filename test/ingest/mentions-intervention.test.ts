import { afterRows, hackney, held, theData, told } from './mentions-case.ts';
import { the, types } from './tables.ts';

describe('an improvement notice', () => {
  const issued = {
    kind: 'improvement_notice',
    date: '2010-03',
    detail: 'improvement notice and improvement board',
  };
  const lifted = { kind: 'improvement_notice_lifted', date: '2011-12', detail: 'improvement notice lifted' };

  it('is lifted where it was open', () => {
    const known = afterRows(hackney(), issued, lifted, issued, lifted);
    expect(held(known, 'ImprovementNoticeIssued')).toEqual([{ noticeId: '2010-03-notice' }]);
    expect(held(known, 'ImprovementNoticeLifted')).toEqual([{ noticeId: '2010-03-notice' }]);
  });

  it('that nobody saw issued, or one of several, is lifted as a statement, and stays one', () => {
    expect(types(told(hackney(), lifted))).toEqual(['ClaimMade']);
    const several = afterRows(hackney(), issued, { ...issued, date: '2011-01' });
    expect(types(told(several, lifted))).toEqual(['ClaimMade']);
    const inAnotherOrder = afterRows(hackney(), lifted, issued);
    expect(told(inAnotherOrder, lifted)).toEqual([]);
  });

  it('that was in force from one month to another came into force in the one, and ended in the other', () => {
    const inForce = {
      kind: 'improvement_notice',
      date: '2012-12/2014-06',
      detail: 'improvement notice in force for the adoption service',
    };
    const events = told(hackney(), inForce);
    expect(events.map(({ type, occurred }) => [type, occurred.date])).toEqual([
      ['ImprovementNoticeIssued', '2012-12'],
      ['ImprovementNoticeLifted', '2014-06'],
    ]);
    expect(told(afterRows(hackney(), inForce), inForce)).toEqual([]);
  });

  it('that was issued during an inspection was issued on one of its days', () => {
    const detail = 'statutory notice issued during the inspection (dated here by the inspection period)';
    const row = { kind: 'improvement_notice', date: '2016-07-04/2016-07-28', detail };
    expect(told(hackney(), row)).toMatchObject([
      { occurred: { date: '2016-07-04/2016-07-28' }, data: { noticeId: '2016-07-04-2016-07-28-notice' } },
    ]);
  });
});

describe('an improvement board', () => {
  it.each([
    ['improvement board set up by the council', {}],
    ['independently chaired improvement board established (late August)', { independentChair: true }],
  ])('%s', (detail, data) => {
    const events = told(hackney(), { kind: 'improvement_board', date: '2015-08', detail });
    expect(the('ImprovementBoardEstablished', events).data).toEqual(data);
  });

  it('of which only a meeting is told is a statement', () => {
    const row = { kind: 'improvement_board', date: '2015-08', detail: 'new improvement board met' };
    expect(types(told(hackney(), row))).toEqual(['ClaimMade']);
  });
});

describe('what the Secretary of State did', () => {
  const direction = {
    kind: 'secretary_of_state_direction',
    date: '2013-08',
    detail: 'direction to set up an independent trust',
  };

  it('directed, under a power that the report does not name', () => {
    expect(held(afterRows(hackney(), direction), 'StatutoryDirectionIssued')).toEqual([
      {
        directionId: '2013-08-direction',
        power: 'a power that the report does not name',
        requires: 'direction to set up an independent trust',
      },
    ]);
  });

  it('is a statement where the report dates otherwise what another one says', () => {
    const other = {
      ...direction,
      date: '2014',
      detail: 'formal direction establishing the trust arrangements (the 2015 report says August 2013)',
    };
    expect(types(told(afterRows(hackney(), direction), other))).toEqual(['ClaimMade']);
  });

  it('appointed a commissioner, whom the council and the department knew of', () => {
    const row = { kind: 'commissioner_appointed', date: '2016-01', detail: 'commissioner appointed' };
    expect(told(hackney(), row)).toMatchObject([
      {
        type: 'CommissionerAppointed',
        disclosures: [
          { to: 'council:204', from: '2016-01' },
          { to: 'dfe', from: '2016-01' },
          { to: 'public', from: '2016-09-21' },
        ],
        data: { by: 'Secretary of State' },
      },
    ]);
  });

  it('was advised by a commissioner', () => {
    const detail = 'commissioner recommended moving services out of council control';
    expect(
      theData(told(hackney(), { kind: 'commissioner_recommendation', date: '2016-01', detail })),
    ).toEqual({
      recommends: 'moving services out of council control',
    });
  });
});
