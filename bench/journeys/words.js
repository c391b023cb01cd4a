/** What the sources of a synthetic journey say: plain text of about the length that real ones have. */

export const regions = [
  'North East',
  'North West',
  'Yorkshire and the Humber',
  'East Midlands',
  'West Midlands',
  'East of England',
  'London',
  'South East',
  'South West',
];

export const kinds = ['unitary_authority', 'metropolitan_district', 'london_borough', 'county'];

const firstNames = ['Alex', 'Bola', 'Chris', 'Dilys', 'Eve', 'Farah', 'Glen', 'Hana', 'Imran', 'Jo', 'Kit'];
const lastNames = [
  'Archer',
  'Bains',
  'Clarke',
  'Dunn',
  'Ellis',
  'Ford',
  'Grant',
  'Hussain',
  'Inman',
  'Jones',
];

export const personOf = (random) => `${random.pick(firstNames)} ${random.pick(lastNames)}`;

export const concerns = [
  'strategy-discussions: regular strategy discussions with the police before enquiries begin',
  'conference-timeliness: initial child protection conferences without delay',
  'neglect: firmer and earlier action for children who suffer long neglect',
  'assessments: assessments that are timely, analytical and say what has to change for the child',
  'supervision: regular and reflective supervision of social workers that is written down',
  'workforce: enough experienced social workers, with caseloads that allow good work',
  'care-plans: plans for children in care that are specific and reviewed in time',
  'missing: return interviews for children who go missing, and action on what they say',
  'pathway-plans: pathway plans made with care leavers and of use to them',
  'management-oversight: oversight by managers that finds drift and ends it',
  'front-door: decisions at the front door that are made in time and apply thresholds alike',
  'private-fostering: thorough assessment of private foster carers and of their homes',
];

export const strengths = [
  'Children say that their social workers listen to them.',
  'Adoption is considered early and families are well prepared.',
  'Early help is easy to reach and reduces risk.',
  'Leaders know their services and are honest about what is not good enough.',
  'Partners share information promptly where a child may be exploited.',
];

export const actions = [
  'A new team works at the front door with the police and health partners',
  'Every assessment older than 45 days is reviewed by a head of service',
  'Thirty permanent social workers were recruited and agency contracts ended',
  'Monthly audits with families are moderated by an independent practitioner',
  'A practice model was chosen and all managers were trained in it',
  'Plans of children in care are tracked weekly until they are in order',
];

export const summaries = [
  'Better since the inspection. Most children get the right help in time, and decisions are recorded with their reasons.',
  'Newer work is better, but assessments and oversight vary; some children wait for a plan or for help.',
  'Timely and right answers, clear decisions and good oversight; partners know what is asked of them.',
  'Caseloads are still high for some workers, and the records do not always show that children were seen alone.',
];

export const measures = [
  'Referrals',
  'Children in care',
  'Child protection plans',
  'Assessments in 45 days',
  'Social worker vacancies',
  'Agency social workers',
  'Re-referrals within 12 months',
  'Care leavers in education or work',
];

/** What a recorder adds where a source leaves something open. */
export const notes = [
  'No day is stated: the paper names it among what was done since the inspection.',
  'The report has it in a footnote; the letter of the same month does not mention it.',
  'Known from a mention in a later report, which gives the month. Its own letter is not held, and the council has been asked for it.',
  'The table and the text differ by a day; the text is followed, since the covering letter repeats it.',
];
