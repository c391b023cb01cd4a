import { travel } from '../../src/domain/frameworks/compare-grades.ts';
import { journey } from '../../src/projections/journey/journey.ts';
import { itObeysTheLaws } from '../support/projection-laws.ts';

describe('the direction of travel', () => {
  it('is told where both grades are on one scale', () => {
    const sif = { framework: 'SIF', grade: 'requires_improvement' } as const;
    expect(travel(sif, { framework: 'ILACS_2018', grade: 'inadequate' })).toBe('worse');
    expect(travel(sif, { framework: 'ILACS_2023', grade: 'good' })).toBe('better');
    expect(travel(sif, { framework: 'ILACS_2018', grade: 'requires_improvement' })).toBe('same');
  });

  it('is never told between scales: adequate is not requires improvement', () => {
    const before = { framework: 'CP_2012', grade: 'adequate' } as const;
    expect(travel(before, { framework: 'SIF', grade: 'requires_improvement' })).toBe('not_comparable');
    expect(travel({ ...before, grade: 'good' }, { framework: 'SIF', grade: 'good' })).toBe('not_comparable');
  });
});

itObeysTheLaws(journey);
