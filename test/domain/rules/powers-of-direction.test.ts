import { powerCited, sectionsCited } from '../../../src/domain/rules/powers-of-direction.ts';

const cites = (text: string) => ({
  sections: sectionsCited(text).length,
  powers: sectionsCited(text).flatMap((cited) => powerCited(cited) ?? []).length,
});

describe('a power of direction', () => {
  it.each([
    's497A Education Act 1996',
    's.497A(4B)',
    'S. 497a (4b) Education Act 1996',
    'section 497A(4B) of the Education Act 1996',
    'sections 497A(4) and (4B) of the Education Act 1996',
    'Section 497A(4A) of the Education Act 1996, as applied by section 50 of the Children Act 2004',
    'Education Act 1996, s. 497A(2), (4B)',
    'Education Act 1996 497A(4)',
    '497A(4B) of the Education Act 1996, direction of 21 September 2021',
    'section 50 of the Children Act 2004',
    'ss 17 and 84 of the Children Act 1989',
    'section 17 of the Children Act 1989 and section 497A',
    'section 15(5) and (6)(a) of the Local Government Act 1999',
    'section 7A Local Authority Social Services Act 1970',
  ])('is known however it is written: %s', (text) => {
    expect(cites(text).powers).toBeGreaterThan(0);
  });

  it.each([
    'section 497B of the Education Act 1996',
    'section 497AA of the Education Act 1996',
    's497A(4C) Education Act 1996',
    's. 497A(2)',
    'section 497A of the Children Act 1989',
    'Children Act 2004, s. 497A',
    'section 50 of the Education Act 1996',
    'section 17 of the Children Act 1989',
    'section 15(2) of the Local Government Act 1999',
    'section 84 of the Care Act 2014',
  ])('is not one: %s', (text) => {
    expect(cites(text)).toMatchObject({ powers: 0 });
    expect(cites(text).sections).toBeGreaterThan(0);
  });

  it.each(['not stated', 'the Education Act 1996', 'a direction of 21st September 2021', '2021-09-21'])(
    'is not named: %s',
    (text) => {
      expect(cites(text)).toEqual({ sections: 0, powers: 0 });
    },
  );
});
