import type { Refusal } from './rpc-error.ts';

export type Call = 'append' | 'delete' | 'read' | 'subscribe' | 'gossip' | 'features';

export interface Order {
  readonly call: Call;
  /** Cut the connection that the call came by; never answer; or refuse. */
  readonly does: 'cut' | 'hang' | Refusal;
  /** How many calls; 1 when absent. */
  readonly times?: number;
  /** Of appends and deletes: whether the store has it by then. `before-writing` when absent. */
  readonly when?: 'before-writing' | 'after-writing';
  /** Of reads and subscriptions: after this many events were sent; 0 when absent, and then nothing is sent. */
  readonly afterEvents?: number;
}

/** An order that was given: how often it has come about, and when it has for the last time. */
export interface Fault {
  readonly happened: number;
  readonly done: Promise<void>;
  /** No more from now on. */
  withdraw(): void;
}

interface Given extends Fault {
  readonly order: Order;
  happen(): void;
}

type Moment = Pick<Order, 'when' | 'afterEvents'>;

export class Faults {
  readonly #waiting = new Set<Given>();

  order(order: Order): Fault {
    let finish = (): void => {};
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let happened = 0;
    const withdraw = (): void => {
      this.#waiting.delete(given);
    };
    const given: Given = {
      order,
      done,
      withdraw,
      get happened() {
        return happened;
      },
      happen: () => {
        happened++;
        if (happened < (order.times ?? 1)) return;
        withdraw();
        finish();
      },
    };
    this.#waiting.add(given);
    return given;
  }

  /** What is to happen to such a call at this moment, if anything was ordered; counted as it is asked. */
  strike(call: Call, { when = 'before-writing', afterEvents = 0 }: Moment = {}): Order['does'] | undefined {
    for (const { order, happen } of this.#waiting) {
      if (order.call !== call) continue;
      if ((order.when ?? 'before-writing') !== when || (order.afterEvents ?? 0) !== afterEvents) continue;
      happen();
      return order.does;
    }
    return undefined;
  }
}
