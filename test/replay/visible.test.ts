import { mayViewAs } from '../../src/domain/parties.ts';
import { visible } from '../../src/replay/visible.ts';
import { anEvent } from '../support/events.ts';
import { recorded } from '../support/facts.ts';

const at = (instant: string) => Date.parse(instant);
const seenBy = (viewer: string, instant: string, ...events: Parameters<typeof recorded>[0][]) =>
  visible(
    events.map((event, revision) => recorded(event, revision, '2026-01-05T09:00:00.000Z')),
    viewer,
    at(instant),
  ).map(({ id }) => id);

describe('what a viewer may know', () => {
  const shared = anEvent('ReportShared', {
    disclosures: [
      { to: 'council:380', from: '2018-10-24' },
      { to: 'public', from: '2018-10-29' },
    ],
  });

  it('begins at midnight in London, which is an hour earlier than UTC in summer', () => {
    expect(seenBy('council:380', '2018-10-23T22:59:59.999Z', shared)).toEqual([]);
    expect(seenBy('council:380', '2018-10-23T23:00:00.000Z', shared)).toEqual([shared.id]);
    expect(seenBy('public', '2018-10-28T23:59:59.999Z', shared)).toEqual([]);
    expect(seenBy('public', '2018-10-29T00:00:00.000Z', shared)).toEqual([shared.id]);
  });

  it('is no more for another council than for the public', () => {
    expect(seenBy('council:381', '2018-10-26T12:00:00Z', shared)).toEqual([]);
  });

  it('counts an imprecise disclosure from its last possible day', () => {
    const letter = anEvent('ImprovementNoticeProposed', {
      disclosures: [{ to: 'council:380', from: '2018-10' }],
    });
    expect(seenBy('council:380', '2018-10-30T12:00:00Z', letter)).toEqual([]);
    expect(seenBy('council:380', '2018-10-31T00:00:00Z', letter)).toEqual([letter.id]);
  });

  it('lifts at an instant where the disclosure names one', () => {
    const event = anEvent('MeasureReported', {
      disclosures: [{ to: 'public', from: '2020-01-01T09:30:00Z' }],
    });
    expect(seenBy('public', '2020-01-01T09:29:59.999Z', event)).toEqual([]);
    expect(seenBy('public', '2020-01-01T09:30:00.000Z', event)).toEqual([event.id]);
  });

  it('is for the recorder and auditors alone where nobody is named, from when it was recorded', () => {
    const event = anEvent('MeasureReported', { disclosures: [] });
    expect(seenBy('public', '2099-01-01T00:00:00Z', event)).toEqual([]);
    expect(seenBy('ofsted', '2099-01-01T00:00:00Z', event)).toEqual([]);
    for (const viewer of ['recorder', 'auditor']) {
      expect(seenBy(viewer, '2026-01-05T08:59:59.999Z', event)).toEqual([]);
      expect(seenBy(viewer, '2026-01-05T09:00:00.000Z', event)).toEqual([event.id]);
    }
  });

  it('hides a correction with what it corrects', () => {
    const target = anEvent('MeasureReported', { disclosures: [{ to: 'council:380', from: '2020-01-01' }] });
    const correction = anEvent('EventCorrected', {
      disclosures: [{ to: 'public', from: '2020-01-01' }],
      data: { target: target.id, reason: 'data_entry', replacement: { occurred: { date: '2020-02' } } },
    });
    const ofCorrection = anEvent('EventWithdrawn', {
      disclosures: [{ to: 'public', from: '2020-01-01' }],
      data: { target: correction.id, reason: 'data_entry' },
    });
    const events = [target, correction, ofCorrection] as const;
    expect(seenBy('public', '2026-02-01T00:00:00Z', ...events)).toEqual([]);
    expect(seenBy('council:380', '2026-02-01T00:00:00Z', ...events)).toHaveLength(3);
  });
});

describe('looking as another party', () => {
  it('only narrows', () => {
    expect(mayViewAs('auditor', 'council:380')).toBe(true);
    expect(mayViewAs('council:380', 'public')).toBe(true);
    expect(mayViewAs('council:380', 'council:380')).toBe(true);
    expect(mayViewAs('council:380', 'council:381')).toBe(false);
    expect(mayViewAs('ofsted', 'dfe')).toBe(false);
    expect(mayViewAs('public', 'auditor')).toBe(false);
  });
});
