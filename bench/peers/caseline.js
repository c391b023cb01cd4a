import { openCaseline } from '../../dist/caseline.js';
import { validateEvent } from '../../dist/domain/events/validate.js';
import { openLog } from '../../dist/log/open-log.js';
import { recordedBy } from '../generate.js';
import { evolve, initial } from './fold.js';

/** The log by itself: no rules, and events that were validated before. */
export const logAlone = {
  name: 'caseline, its log alone',
  async open(file) {
    const log = openLog(`sqlite:${file}`, { now: Date.now });
    return {
      append: (caseId, version, events) => log.append(caseId, version === 0 ? 'none' : version - 1, events),
      async fold(caseId) {
        let state = initial();
        for await (const { type, data } of log.readCase(caseId)) state = evolve(state, type, data);
        return state;
      },
      async rebuild() {
        const states = new Map();
        for await (const { caseId, type, data } of log.readAll())
          states.set(caseId, evolve(states.get(caseId) ?? initial(), type, data));
        return states;
      },
      close: () => log.close(),
    };
  },
  shaped(caseId, event) {
    const valid = validateEvent({ ...event, caseId, recordedBy });
    if (!valid.ok) throw new Error(JSON.stringify(valid.problems));
    return valid.event;
  },
};

/** As users have it: every event against its schema, every rule, and the events so far. */
export const asUsed = {
  name: 'caseline, schemas and rules too',
  async open(file) {
    const caseline = openCaseline({ log: `sqlite:${file}` });
    return {
      append: (caseId, _version, events) => caseline.record({ caseId, events, recordedBy }),
      fold: (caseId) => caseline.replay('case', caseId.replace('authority-', ''), { viewer: 'auditor' }),
      close: () => caseline.close(),
    };
  },
  shaped: (_caseId, event) => event,
};
