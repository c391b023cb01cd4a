import { randomUUID } from 'node:crypto';
import { randomOf } from '../journeys/random.js';

/** Of a hundred events: those that only the council may know, those under embargo, and withdrawals. */
const kinds = { open: 78, council: 10, embargo: 10, withdrawal: 2 };

/** For how long an embargo lasts, in milliseconds. */
const EMBARGO = [2_000, 8_000];

/** One in so many of those under embargo is disclosed at the very instant of the one before. */
const TOGETHER = 8;

/** A withdrawal is of an event this many before it. */
const BEFORE = 50;

/**
 * What is recorded in a run: the same for the same arguments but for its ids and instants, which `toRecord` gives.
 */
export function planned(count, authorities, seed) {
  const random = randomOf(seed, 41);
  const plan = [];
  let embargoed;
  for (let n = 0; n < count; n += 1) {
    const target = plan[n - BEFORE];
    let kind = random.weighed(kinds);
    if (kind === 'withdrawal' && (target === undefined || target.kind === 'withdrawal')) kind = 'open';
    const one = {
      n,
      kind,
      la: kind === 'withdrawal' ? target.la : random.pick(authorities),
      month: `20${random.from(18, 25)}-${String(random.from(1, 12)).padStart(2, '0')}`,
      percent: random.from(-40, 40),
    };
    if (kind === 'withdrawal') one.target = target;
    if (kind === 'embargo') {
      one.with = embargoed && random.below(TOGETHER) === 0 ? embargoed : undefined;
      one.lastsMs = random.from(...EMBARGO);
      embargoed = one;
    }
    plan.push(one);
  }
  return plan;
}

/**
 * The event as it is sent now. Its entry in the plan then says, too, from when the public may have it: `from`, in
 * milliseconds since 1970, Infinity for never; and `isLate`, whether that is after it was sent.
 */
export function toRecord(one) {
  const now = Date.now();
  one.id ??= randomUUID();
  one.from ??= fromOf(one, now);
  one.isLate ??= one.from > now;
  return {
    id: one.id,
    ...(one.kind === 'withdrawal' ? withdrawn(one) : reported(one)),
    occurred: { date: one.month },
    disclosures: disclosures(one),
    source: { id: 'bench-return', page: 1 + (one.n % 40), paragraph: `${1 + (one.n % 9)}.${one.n % 7}` },
  };
}

const withdrawn = ({ target }) => ({
  type: 'EventWithdrawn',
  data: { target: target.id, reason: 'data_entry', explanation: 'Recorded by mistake.' },
});

const reported = ({ n, percent }) => ({
  type: 'MeasureReported',
  data: {
    measure: `Referrals to children’s social care, return ${n}`,
    changePercent: percent,
    statedBy: 'The council, in its monthly return to the department',
  },
});

function disclosures({ kind, la, month, from }) {
  const council = { to: `council:${la}`, from: month };
  if (kind === 'council') return [council];
  if (kind === 'embargo') return [council, { to: 'public', from: new Date(from).toISOString() }];
  return [{ to: 'public', from: month }];
}

function fromOf({ kind, with: other, lastsMs, target }, now) {
  if (kind === 'council') return Number.POSITIVE_INFINITY;
  if (kind === 'withdrawal') return Math.max(now, target.from);
  if (kind === 'embargo') return other?.from > now ? other.from : now + lastsMs;
  return now;
}
