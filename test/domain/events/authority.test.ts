import { endsAuthority } from '../../../src/domain/events/authority.ts';

const cumbria = { la: '909', name: 'Cumbria' };
const cumberland = { la: '942', name: 'Cumberland' };

describe('a succession', () => {
  it('ends the authority that others took over from', () => {
    const succession = { predecessors: [cumbria], successors: [cumberland] };
    expect(endsAuthority(succession, '909')).toBe(true);
    expect(endsAuthority(succession, '942')).toBe(false);
    expect(endsAuthority(succession, '380')).toBe(false);
  });

  it('does not end one that was reorganised under its own code', () => {
    const succession = { predecessors: [cumbria, cumberland], successors: [cumbria] };
    expect(endsAuthority(succession, '909')).toBe(false);
    expect(endsAuthority(succession, '942')).toBe(true);
  });
});
