import type { z } from 'zod'

import type { FaultCode } from '../fault.ts'

/** What travels: an object whose values are themselves plain JSON. */
export type Fields = Readonly<Record<string, unknown>>

/** Who may call: anybody, the holder of a submission's secret, or somebody signed in. */
export type Caller = 'anybody' | 'sender' | 'member' | 'agency' | 'steward'

/** One entry of the HTTP surface. The server mounts it and the client calls it; neither restates it. */
export interface Endpoint<In extends Fields, Out extends Fields, C extends Caller = Caller> {
  readonly method: 'GET' | 'POST'
  readonly path: `/api/${string}`
  readonly summary: string
  readonly caller: C
  readonly input: z.ZodType<In>
  readonly output: z.ZodType<Out>
  /** The refusals that a caller must be ready for, besides `input/invalid`, `session/*` and `internal`. */
  readonly faults: readonly FaultCode[]
}

/** Infers the types of an entry, so that the tables need no annotations. */
export function endpoint<In extends Fields, Out extends Fields, C extends Caller>(
  entry: Endpoint<In, Out, C>,
): Endpoint<In, Out, C> {
  return entry
}
