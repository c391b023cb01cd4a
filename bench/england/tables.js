/** Tables as they are imported: so many authorities, each inspected twice a year from 2014 to 2025. */
import { day, mondayOf, written } from '../journeys/days.js';
import { gradesOf } from '../journeys/inspections.js';
import { randomOf } from '../journeys/random.js';
import { personOf } from '../journeys/words.js';

/** Codes have three digits. */
const firstCode = 100;
export const authorities = 850;
const perAuthority = 24;
export const inspections = authorities * perAuthority;

const captured = '2026-11-22';
const regions = ['London', 'North West', 'South East', 'West Midlands', 'Yorkshire and the Humber'];
const types = ['unitary authority', 'metropolitan district', 'London borough', 'county'];
const overalls = { outstanding: 15, good: 45, requires_improvement: 30, inadequate: 10 };
const scopes = {
  SIF: ['looked_after_and_permanence', 'children_looked_after_and_permanence'],
  ILACS_2018: ['in_care_and_care_leavers', 'children_in_care_and_care_leavers'],
  ILACS_2023: ['in_care', 'children_in_care'],
};

const columnsOfAuthorities = 'urn,la_code,ons_code,name,region,authority_type,also_known_as';
const columnsOfInspections =
  'urn,authority,framework,inspection_type,start_date,end_date,on_site,published_date,published_stated,overall,leadership,help_and_protection,looked_after,looked_after_scope,adoption,care_leavers,lscb,lead_inspector,pages,source_file,extraction_notes';

/** What `importTables` takes, made in memory. */
export function tables() {
  const ofAuthorities = [columnsOfAuthorities];
  const ofInspections = [columnsOfInspections];
  for (let index = 0; index < authorities; index += 1) {
    const random = randomOf(1, index);
    const la = String(firstCode + index);
    const urn = String(90_000 + index);
    const name = `Authority ${la}`;
    ofAuthorities.push([urn, la, `E09000${la}`, name, random.pick(regions), random.pick(types), ''].join());
    for (let nth = 0; nth < perAuthority; nth += 1)
      ofInspections.push(inspectionRow({ urn, name }, nth, random));
  }
  return {
    captured,
    files: [tableFile('authorities.csv', ofAuthorities), tableFile('inspections.csv', ofInspections)],
  };
}

function tableFile(name, lines) {
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  return {
    name,
    async *open() {
      for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536);
    },
  };
}

/** One inspection each half year: at most four weeks on site and ten more to publication. */
function inspectionRow({ urn, name }, nth, random) {
  const halfYear = day(`${2014 + Math.floor(nth / 2)}-${nth % 2 === 0 ? '01' : '07'}-06`);
  const begun = mondayOf(halfYear + random.from(0, 60) + 6);
  const framework =
    begun < day('2018-01-01') ? 'SIF' : begun < day('2023-01-01') ? 'ILACS_2018' : 'ILACS_2023';
  const isSif = framework === 'SIF';
  const isShort = !isSif && random.chance(0.3);
  const ended = begun + (isSif ? 24 : isShort ? 4 : 11);
  const published = ended + (isSif ? 52 : 42) + random.from(0, 7);
  const overall = random.weighed(overalls);
  const grades = Object.fromEntries(
    gradesOf(framework, overall, random).map(({ area, grade }) => [area, grade]),
  );
  const [lookedAfter, scope] = scopes[framework];
  return [
    urn,
    name,
    isSif ? 'SIF' : 'ILACS',
    isSif ? 'sif' : isShort ? 'ilacs_short' : 'ilacs_standard',
    written(begun),
    written(ended),
    `${written(begun)}/${written(ended)}`,
    written(published),
    '',
    overall,
    grades.leadership,
    grades.help_and_protection,
    grades[lookedAfter],
    scope,
    grades.adoption ?? '',
    grades.care_leavers ?? '',
    grades.lscb ?? '',
    personOf(random),
    random.from(8, 40),
    `${urn}/inspection of ${written(published)}.pdf`,
    '',
  ].join();
}
