import { type EventTypeName, eventTypeNames } from '../../src/domain/events/catalogue.ts';
import { anEvent } from './events.ts';

describe('the example events of the tests', () => {
  it.each(eventTypeNames)('has a valid %s', (type: EventTypeName) => {
    expect(anEvent(type).type).toBe(type);
  });

  it('gives every event an id of its own, and lays overrides over the example', () => {
    const [first, second] = [
      anEvent('ReportPublished'),
      anEvent('ReportPublished', { data: { by: 'authority' } }),
    ];
    expect(first.id).not.toBe(second.id);
    expect(second.data).toEqual({ inspectionId: '2018-ilacs', by: 'authority' });
    expect(anEvent('ReportPublished', { source: undefined })).not.toHaveProperty('source');
  });

  it('refuses to make an invalid event', () => {
    expect(() => anEvent('ReportShared', { data: { with: [] } })).toThrow('/data/with');
  });
});
