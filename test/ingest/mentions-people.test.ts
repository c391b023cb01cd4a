import { afterRows, hackney, held, reported, theData, told } from './mentions-case.ts';
import { hackney2016, types } from './tables.ts';

describe('who is in post', () => {
  const since = {
    kind: 'dcs_in_post_since',
    date: '2013-09',
    detail: "interim director of children's services in post since",
  };

  it('is what the report says, from the last day on site to its publication', () => {
    const known = reported(hackney(), hackney2016);
    expect(told(known, since)).toMatchObject([
      {
        type: 'OfficeHolderNamed',
        occurred: { date: '2016-07-28/2016-09-21' },
        disclosures: [
          { to: 'council:204', from: '2016-07-28/2016-09-21' },
          { to: 'ofsted', from: '2016-07-28/2016-09-21' },
          { to: 'public', from: '2016-09-21' },
        ],
        source: { id: 'ofsted-report-2016-09-21', page: 5 },
        data: { office: 'director_of_childrens_services', name: null, interim: true, since: '2013-09' },
      },
    ]);
  });

  it('is dated by the publication where the inspection is not known', () => {
    expect(told(hackney(), since)).toMatchObject([{ occurred: { date: '2016-09-21' } }]);
  });

  it('is said by each report of its own day', () => {
    const later = { ...since, mentioned_in_published_date: '2019-12-20' };
    expect(held(afterRows(hackney(), since, later, since, later), 'OfficeHolderNamed')).toHaveLength(2);
  });

  it.each([
    ["director of children's services in post since", false],
    ["acting director of children's services in post since", true],
  ])('%s: interim %s', (detail, interim) => {
    expect(theData(told(hackney(), { ...since, detail }))).toMatchObject({ interim });
  });
});

describe('a change of leadership', () => {
  const director = 'director_of_childrens_services';

  it.each([
    ["new director of children's services took up post", director, false, '2015-05'],
    ["permanent director of children's services appointed (early in the year)", director, false, '2015-05'],
    ["external interim director of children's services appointed", director, true, '2015-05'],
    ["interim director left, new director of children's services appointed", director, false, '2015-05'],
    ['new chief executive took up post', 'chief_executive', false, '2015-05'],
  ])('%s', (detail, office, interim, since) => {
    const [event, ...more] = told(hackney(), { kind: 'leadership_change', date: '2015-05', detail });
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      occurred: { date: '2015-05' },
      data: { office, interim, since, name: null },
    });
  });

  it('can be of two offices; who is confirmed in post was there before', () => {
    const detail = "new chief executive; director of children's services confirmed in post";
    const events = told(hackney(), { kind: 'leadership_change', date: '2015', detail });
    expect(events.map(({ data }) => data)).toEqual([
      { office: 'chief_executive', interim: false, since: '2015', name: null },
      { office: director, interim: false, name: null },
    ]);
  });

  it.each(['new senior leadership team', "director of children's social care appointed"])(
    '%s: no office of the catalogue, and so a statement',
    (detail) => {
      expect(types(told(hackney(), { kind: 'leadership_change', date: '2015', detail }))).toEqual([
        'ClaimMade',
      ]);
    },
  );
});
