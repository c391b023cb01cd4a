import type { Metadata } from '@grpc/grpc-js';
import type { Call, Faults, Order } from './faults.ts';
import { Refused, rpcErrors } from './rpc-error.ts';
import type { Store, Written } from './store.ts';
import type { View } from './view.ts';

export interface Settings {
  /** Who may come in, by name and password; everybody when absent. Each may do everything. */
  readonly users?: Readonly<Record<string, string>>;
  /** Largest append, in bytes as the server counts them; 1 MiB when absent. */
  readonly maxAppendSize?: number;
  /** Which release's checkpoints: 24.10 sends one of a filtered subscription that is nowhere (see subscribe.ts). */
  readonly release?: '24.10' | '25.0';
}

export type Leader = 'itself' | 'nobody' | { readonly host: string; readonly port: number };

export interface Caller {
  readonly peer: string;
  /** False without credentials where they are wanted. */
  readonly isKnown: boolean;
  readonly requiresLeader: boolean;
}

interface AnyCall {
  readonly metadata: Metadata;
  getPeer(): string;
}

/** One node, as those who answer its calls know it. */
export class Node {
  readonly store: Store;
  readonly view: View;
  readonly settings: Settings;
  readonly #faults: Faults;
  /** Cuts the connection from there. */
  readonly cut: (peer: string) => void;
  readonly #leader: () => Leader;
  readonly #calls = new Map<Call, number>();

  constructor(parts: {
    readonly store: Store;
    readonly view: View;
    readonly settings: Settings;
    readonly faults: Faults;
    readonly cut: (peer: string) => void;
    readonly leader: () => Leader;
  }) {
    this.store = parts.store;
    this.view = parts.view;
    this.settings = parts.settings;
    this.#faults = parts.faults;
    this.cut = parts.cut;
    this.#leader = parts.leader;
  }

  /** Wrong credentials get nowhere; none get as far as those calls that ask who it is. */
  caller(call: AnyCall): Caller {
    const { users } = this.settings;
    const [authorization] = call.metadata.get('authorization').map(String);
    if (users !== undefined && authorization !== undefined) {
      const [, name = '', password] =
        /^([^:]*):(.*)$/s.exec(Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString()) ?? [];
      if (password === undefined || users[name] !== password) throw rpcErrors.unauthenticated();
    }
    return {
      peer: call.getPeer(),
      isKnown: users === undefined || authorization !== undefined,
      requiresLeader: call.metadata.get('requires-leader')[0] === 'true',
    };
  }

  get maxAppendSize(): number {
    return this.settings.maxAppendSize ?? 1024 * 1024;
  }

  /** How many calls of a kind came, whatever became of them; each append of a batch is one. */
  calls(call: Call): number {
    return this.#calls.get(call) ?? 0;
  }

  count(call: Call): void {
    this.#calls.set(call, this.calls(call) + 1);
  }

  /** Appends and deletes: refused where this node cannot take them, forwarded where another one can. */
  write(
    call: 'append' | 'delete',
    { peer, requiresLeader }: Caller,
    how: () => Written,
  ): Written | 'unanswered' {
    this.count(call);
    if (this.#isLost(call, peer, 'before-writing')) return 'unanswered';
    const leader = this.#leader();
    if (leader === 'nobody') throw new Refused('not-ready');
    if (leader !== 'itself' && requiresLeader) throw rpcErrors.notLeader(leader.host, leader.port);
    const written = how();
    return this.#isLost(call, peer, 'after-writing') ? 'unanswered' : written;
  }

  /** Reads that want the leader get nothing from others. */
  admitRead({ requiresLeader }: Caller): void {
    const leader = this.#leader();
    if (!requiresLeader || leader === 'itself') return;
    if (leader === 'nobody') throw new Refused('not-ready');
    throw rpcErrors.notLeader(leader.host, leader.port);
  }

  /** What was ordered for this moment, and is left to do: refusals are thrown. */
  strike(call: Call, at?: Pick<Order, 'when' | 'afterEvents'>): 'cut' | 'hang' | undefined {
    const does = this.#faults.strike(call, at);
    if (does === undefined || does === 'cut' || does === 'hang') return does;
    throw new Refused(does);
  }

  #isLost(call: Call, peer: string, when: 'before-writing' | 'after-writing'): boolean {
    const does = this.strike(call, { when });
    if (does === 'cut') this.cut(peer);
    return does !== undefined;
  }
}
