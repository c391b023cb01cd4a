import { eventTypeOf } from '../../../src/domain/events/catalogue.ts';
import { lanesOf } from '../../../src/page/pictures/lanes.ts';
import { day } from '../../domain/time/dates.ts';
import { bradfordLoaded } from '../../support/bradford.ts';
import { anEvent } from '../../support/events.ts';
import { historyOf, itemsIn, lanesOfBradford, lanesOfEvents, named, names } from './drawn-lanes.ts';

describe('the lanes of Bradford', () => {
  it('stand from what was judged to what is owed, areas under one heading', async () => {
    const lanes = await lanesOfBradford({ viewer: 'public' });
    expect(lanes.filter(({ under }) => under === null).map(({ name }) => name)).toEqual([
      'Overall judgement',
      'Inspections',
      'Visits',
      'Intervention',
      'Who delivers',
      'Improvement',
      'People',
      'Deadlines',
    ]);
    const areas = lanes.filter(({ under }) => under === 'Judgements by area');
    expect(areas.map(({ name }) => name)).toContain('Leadership');
    expect(areas.map(({ label }) => label)).toContain(
      'Judgement by area: The experiences and progress of children in care and care leavers',
    );
  });

  it('show every fact of the case but those about the record, and the registration, at least once', async () => {
    const { caseline } = await bradfordLoaded();
    const { facts, basis } = await caseline.facts('bradford', { viewer: 'auditor' });
    await caseline.close();
    const shown = new Set(
      lanesOf(historyOf(facts, basis.validAt)).flatMap(({ items }) => items.map((i) => i.event)),
    );
    const missing = facts.filter(({ event }) => !shown.has(event.id));
    expect(missing.filter(({ event }) => eventTypeOf(event.type).process !== 'record')).toEqual([]);
  });

  it('show the public, on 26 October 2018, the judgement of 2014 alone', async () => {
    const lanes = await lanesOfBradford({ viewer: 'public', asOf: '2018-10-26' });
    expect(names(itemsIn(lanes, 'overall'))).toEqual(['Requires improvement overall, since 23 May 2014']);
    expect(names(itemsIn(lanes, 'area-leadership'))).toEqual(['Good, since 23 May 2014']);
    expect(JSON.stringify(lanes)).not.toMatch(/inadequate/i);
  });

  it('show the council, on the same day, that it is judged inadequate, as what does not count yet', async () => {
    const lanes = await lanesOfBradford({ viewer: 'council:380', asOf: '2018-10-26' });
    const [spell, unpublished] = itemsIn(lanes, 'overall');
    expect(spell).toMatchObject({ grade: 'requires_improvement', plan: false, lasting: true });
    expect(unpublished).toMatchObject({
      name: 'Inadequate overall, issued 24 October 2018, not yet published: under embargo until 29 October 2018',
      grade: 'inadequate',
      plan: true,
    });
    expect(names(itemsIn(lanes, 'area-help_and_protection'))).toEqual([
      'Requires improvement, 23 May 2014 to 24 October 2018',
      'Inadequate, since 24 October 2018, not yet published',
    ]);
  });

  it('keep a spell whole when a later inspection gives the same grade, and mark that', async () => {
    const overall = itemsIn(await lanesOfBradford({ viewer: 'public' }), 'overall');
    expect(overall.map(({ form, name }) => [form, name])).toEqual([
      ['band', 'Requires improvement overall, 23 May 2014 to 29 October 2018'],
      ['band', 'Inadequate overall, since 29 October 2018'],
      ['pin', 'Inadequate overall again, published 31 January 2023'],
    ]);
  });

  it('end an area with the framework that judged it', async () => {
    const adoption = itemsIn(await lanesOfBradford({ viewer: 'public' }), 'area-adoption');
    expect(names(adoption)).toEqual(['Good, 23 May 2014 to 29 October 2018']);
    expect(adoption[0]).toMatchObject({ lasting: false });
  });

  it('name what happened and when in words', async () => {
    const inspections = itemsIn(await lanesOfBradford({ viewer: 'public' }), 'inspections');
    expect(names(inspections)).toContain('ILACS inspection carried out, 17 to 28 September 2018');
    expect(names(inspections)).toContain('Draft report issued, between 28 September and 24 October 2018');
  });

  it('draw a plan on the day that it is for, as a plan, and the trust where it went live', async () => {
    const before = itemsIn(await lanesOfBradford({ viewer: 'public', validAt: '2023-02-25' }), 'delivery');
    const plan = named(before, 'Plan, for April 2023');
    expect(plan).toMatchObject({ plan: true, form: 'moment', mark: null });
    expect(plan.spans[0]).toMatchObject({ earliestStart: day('2023-04-01'), latestEnd: day('2023-04-30') });
    expect(before.filter(({ form }) => form === 'band').map(({ texts }) => texts[0])).toEqual(['Council']);

    const after = itemsIn(await lanesOfBradford({ viewer: 'public' }), 'delivery');
    expect(names(after.filter(({ form }) => form === 'band'))).toEqual([
      'The council delivers the services, 1 April 1974 to 1 April 2023',
      'Bradford Children and Families Trust delivers the services, since 1 April 2023',
    ]);
  });

  it('draw a notice that was only proposed as steps, and never as a state', async () => {
    const intervention = itemsIn(await lanesOfBradford({ viewer: 'public' }), 'intervention');
    expect(names(intervention.filter(({ form }) => form === 'band'))).toEqual([
      'Commissioner: Steve Walker, since September 2021, no end recorded',
    ]);
    expect(intervention.filter(({ plan }) => plan).map(({ texts }) => texts[0])).toEqual([
      'Notice proposed',
      'Notice drafted',
      'Adviser sought',
    ]);
  });

  it('say how each deadline stands, by shape and in words', async () => {
    const asked = { viewer: 'council:380', asOf: '2018-10-26' } as const;
    const before = named(itemsIn(await lanesOfBradford(asked), 'deadlines'), 'Statement of action, due 4');
    expect(before).toMatchObject({
      name: 'Statement of action, due 4 February 2019',
      mark: { shape: 'due' },
    });

    const after = itemsIn(await lanesOfBradford({ viewer: 'public' }), 'deadlines');
    expect(named(after, 'Statement of action, due 4 February 2019')).toMatchObject({
      name: 'Statement of action, due 4 February 2019: overdue: nothing recorded that meets it',
      mark: { shape: 'overdue', on: day('2019-02-04') },
    });
  });

  it('mark as possible what may not have happened by the day', async () => {
    const lanes = await lanesOfBradford({ viewer: 'public', validAt: '2018-10-15' });
    expect(named(itemsIn(lanes, 'intervention'), 'Improvement notice drafted')).toMatchObject({
      name: 'Improvement notice drafted, a day in October 2018: possibly not yet by 15 October 2018',
      possible: true,
    });
    expect(itemsIn(lanes, 'inspections').filter(({ possible }) => !possible)).not.toHaveLength(0);
  });
});

describe('a lane', () => {
  it('shows of an inspection under way the days so far, and not those that hindsight knows', () => {
    const inspection = anEvent('InspectionCarriedOut', {
      occurred: { date: '{2022-12-05..2022-12-09,2023-02-14..2023-02-15}' },
    });
    const between = itemsIn(lanesOfEvents([inspection], { validAt: '2022-12-07' }), 'inspections');
    expect(between[0]).toMatchObject({
      name: 'ILACS inspection carried out, 5 to 9 December 2022 and 14 to 15 February 2023: not over by 7 December 2022',
      lasting: true,
    });
    expect(between[0]?.spans).toEqual([
      {
        earliestStart: day('2022-12-05'),
        latestStart: day('2022-12-05'),
        earliestEnd: day('2022-12-07'),
        latestEnd: day('2022-12-07'),
      },
    ]);
  });

  it('ends every band with the authority', () => {
    const events = [
      anEvent('AuthorityRegistered', { occurred: { date: '1974-04-01' } }),
      anEvent('CommissionerAppointed', { occurred: { date: '2018-01-10' } }),
      anEvent('AuthoritySucceeded', {
        occurred: { date: '2019-04-01' },
        data: {
          predecessors: [{ la: '380', name: 'Bradford' }],
          successors: [{ la: '999', name: 'Airedale' }],
        },
      }),
    ];
    const lanes = lanesOfEvents(events, { validAt: '2024-01-01' });
    for (const id of ['delivery', 'intervention']) {
      const band = itemsIn(lanes, id).find(({ form }) => form === 'band');
      expect(band).toMatchObject({ lasting: false, spans: [{ latestEnd: day('2019-03-31') }] });
    }
  });

  it('hands over on an imprecise day from one who delivers to the next', () => {
    const events = [
      anEvent('AuthorityRegistered', { occurred: { date: '1974-04-01' } }),
      anEvent('TrustWentLive', { occurred: { date: '2021-04' } }),
    ];
    const [council, trust] = itemsIn(lanesOfEvents(events, { validAt: '2022-01-01' }), 'delivery');
    expect(council?.spans[0]).toMatchObject({ earliestEnd: day('2021-03-31'), latestEnd: day('2021-04-29') });
    expect(trust?.spans[0]).toMatchObject({
      earliestStart: day('2021-04-01'),
      latestStart: day('2021-04-30'),
    });
  });

  it('leaves the council in place while a trust has only possibly taken over', () => {
    const events = [
      anEvent('AuthorityRegistered', { occurred: { date: '1974-04-01' } }),
      anEvent('TrustWentLive', { occurred: { date: '2021-04' } }),
    ];
    const [council, trust] = itemsIn(lanesOfEvents(events, { validAt: '2021-04-10' }), 'delivery');
    expect(council).toMatchObject({ lasting: true, possible: false });
    expect(trust).toMatchObject({ possible: true });
  });
});
