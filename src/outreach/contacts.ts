/** What counts of a contact when the next one is decided. */
export interface Contact {
  readonly scopeKey: string;
  readonly partnerId: number;
  /** Normalised. */
  readonly addresses: readonly string[];
  readonly reservedAt: Date;
}

/** Contacts by what is asked of them: the newest of a scope, of an address, and all of a customer, whatever their number. */
export class Contacts {
  readonly #ofScope = new Map<string, Date>();
  readonly #ofAddress = new Map<string, Date>();
  readonly #ofPartner = new Map<number, Date[]>();

  add({ scopeKey, partnerId, addresses, reservedAt }: Contact): void {
    keepNewest(this.#ofScope, scopeKey, reservedAt);
    for (const address of addresses) keepNewest(this.#ofAddress, address, reservedAt);
    const moments = this.#ofPartner.get(partnerId);
    if (moments === undefined) this.#ofPartner.set(partnerId, [reservedAt]);
    else moments.push(reservedAt);
  }

  /** When the scope was contacted last. */
  lastOfScope(scopeKey: string): Date | undefined {
    return this.#ofScope.get(scopeKey);
  }

  /** When the customer, or one of the addresses whoever it belongs to, was contacted last. */
  lastOfPeople(partnerId: number, addresses: readonly string[]): Date | undefined {
    return latest(...(this.#ofPartner.get(partnerId) ?? []), ...addresses.map((address) => this.#ofAddress.get(address)));
  }

  /** When the customer was contacted, newest first. */
  ofPartner(partnerId: number): Date[] {
    return (this.#ofPartner.get(partnerId) ?? []).toSorted((a, b) => b.getTime() - a.getTime());
  }
}

function keepNewest<K>(moments: Map<K, Date>, key: K, moment: Date): void {
  const known = moments.get(key);
  if (known === undefined || known < moment) moments.set(key, moment);
}

/** The last of these moments; `undefined` when there is none. */
export function latest(...moments: readonly (Date | undefined)[]): Date | undefined {
  let last: Date | undefined;
  for (const moment of moments) if (moment !== undefined && (last === undefined || moment > last)) last = moment;
  return last;
}
