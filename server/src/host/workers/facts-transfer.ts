/**
 * Facts on their way from worker to main thread. For an open document only functions the main thread does not have yet
 * are sent, the others by number; so the receiver also keeps the very same objects, and what is remembered by object
 * (estimates of untouched functions) stays valid.
 */
import type { Directive, FileFacts, FunctionFacts, FunctionNode, LanguageId } from "../../facts/ir";

export interface PackedFacts {
  readonly path: string;
  readonly language: LanguageId;
  readonly directives: readonly Directive[];
  readonly incomplete: boolean;
  /** The sender begins anew: numbers sent before mean nothing. */
  readonly isFirst: boolean;
  /** Where each function stands; `id` in place of its facts. */
  readonly nodes: readonly (Omit<FunctionNode, "facts"> & { readonly id: number })[];
  /** Functions not sent before. */
  readonly fresh: readonly (readonly [id: number, facts: FunctionFacts])[];
}

/** The sending end of one document. Functions count as sent by identity, which the analysis keeps for untouched ones. */
export class FactsEncoder {
  private sent: ReadonlyMap<FunctionFacts, number> | null = null;
  private next = 0;

  encode(facts: FileFacts): PackedFacts {
    const isFirst = this.sent === null;
    const current = new Map<FunctionFacts, number>();
    const fresh: [number, FunctionFacts][] = [];
    for (const { facts: fn } of facts.functions) {
      if (current.has(fn)) continue;
      const known = this.sent?.get(fn);
      const id = known ?? this.next++;
      if (known === undefined) fresh.push([id, fn]);
      current.set(fn, id);
    }
    this.sent = current;
    const { path, language, directives, incomplete } = facts;
    // Field by field: objects copied by rest and spread are slow to make and to read.
    const nodes = facts.functions.map(({ facts: fn, start, parent, children, className }) => ({
      id: current.get(fn) ?? -1,
      start,
      parent,
      children,
      className,
    }));
    return { path, language, directives, incomplete, isFirst, nodes, fresh };
  }
}

/** The receiving end. It must see every packet of its encoder, in order. */
export class FactsDecoder {
  private received: ReadonlyMap<number, FunctionFacts> = new Map();

  /** Throws where a packet was missed. */
  decode(packed: PackedFacts): FileFacts {
    const fresh = new Map(packed.fresh);
    const current = new Map<number, FunctionFacts>();
    const functions = packed.nodes.map(({ id, start, parent, children, className }): FunctionNode => {
      const facts = fresh.get(id) ?? (packed.isFirst ? undefined : this.received.get(id));
      if (!facts) throw new Error(`Function ${id} of ${packed.path} was never received`);
      current.set(id, facts);
      return { facts, start, parent, children, className };
    });
    this.received = current;
    const { path, language, directives, incomplete } = packed;
    return { path, language, functions, directives, incomplete };
  }
}
