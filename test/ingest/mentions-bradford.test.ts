import { readBundledHistories } from '../../src/ingest/history.ts';
import type { KnownCase } from '../../src/ingest/stated.ts';
import { knownCase, validEvent } from './known-case.ts';
import { told } from './mentions-case.ts';

const urn = { urn: '80449', authority: 'Bradford' };
const in2014 = { ...urn, mentioned_in_published_date: '2014-05-23' };
const in2018 = { ...urn, mentioned_in_published_date: '2018-10-29' };
const in2023 = { ...urn, mentioned_in_published_date: '2023-01-31' };

async function bradford(): Promise<KnownCase> {
  const histories = await readBundledHistories();
  const events = histories.find(({ caseId }) => caseId === 'authority-380')?.events ?? [];
  const recordedBy = { name: 'Caseline bundled history', party: 'recorder' };
  return knownCase(
    'authority-380',
    events.map((event) => validEvent('authority-380', { ...event, recordedBy })),
  );
}

describe('Bradford, whose history is told in detail', () => {
  it.each([
    {
      ...in2014,
      kind: 'dcs_in_post_since',
      date: '2007-04',
      detail: "director of children's services in post since",
    },
    {
      ...in2014,
      kind: 'lscb_chair_in_post_since',
      date: '2010-01',
      detail: 'chair of the local safeguarding children board in post since',
    },
    {
      ...in2014,
      kind: 'previous_inspection',
      date: '2012-05',
      grade: 'good',
      detail: 'safeguarding and looked after children: good',
    },
    { ...in2018, kind: 'jtai', date: '2017-04', detail: 'joint targeted area inspection' },
    {
      ...in2018,
      kind: 'previous_inspection',
      date: '2014',
      detail: 'previous inspection (report published 2014-05-23)',
    },
    {
      ...in2023,
      kind: 'monitoring_visits',
      date: '2018-10/2022-11',
      detail: 'seven monitoring visits between the 2018 judgement and this inspection (own dates not stated)',
    },
    {
      ...in2023,
      kind: 'commissioner_appointed',
      date: '2021-09',
      detail: "commissioner for children's services appointed by the Secretary of State",
    },
    {
      ...in2023,
      kind: 'commissioner_recommendation',
      date: '2022-01',
      detail: 'commissioner recommended moving services out of council control',
    },
    {
      ...in2023,
      kind: 'trust_planned',
      date: '2023-04',
      detail: "children's trust due to go live (planned date at the time of the report)",
    },
  ])('has $kind, $date already', async (fields) => {
    expect(told(await bradford(), fields)).toEqual([]);
  });

  it('cites the report under the name that the history has for it', async () => {
    const row = { ...in2023, kind: 'peer_review', date: '2021', detail: 'peer review' };
    expect(told(await bradford(), row)).toMatchObject([{ source: { id: 'ofsted-report-third', page: 5 } }]);
  });
});
