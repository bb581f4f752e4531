import {
  addCheckpointPath,
  collectCosignatures,
  createReader,
  LogError,
  noQuorum,
} from '@porchlight/log'
import type { Cosign, CosignatureCall, LogStore, Policy, SignedCheckpoint } from '@porchlight/log'

import type { World } from '../config.ts'
import type { Journal } from '../journal.ts'

/** A witness that takes longer is away: people wait for the answer. */
const patienceMillis = 5000

/** An answer holds one cosignature of some hundred bytes, or a number. */
const maxAnswerBytes = 4096

export interface CosignParts extends Pick<World, 'send'> {
  readonly store: LogStore
  readonly journal: Journal
}

/** Asks the witnesses of the policy, as many as it takes. A checkpoint without its quorum is not published. */
export function cosigner(policy: Policy, { store, journal, send }: CosignParts): Cosign {
  let sizes: ReadonlyMap<string, number> = new Map()
  return async (checkpoint) => {
    if (policy.quorum === noQuorum && policy.witnesses.length === 0) return checkpoint
    const reader = createReader({ store, checkpoint })
    const collection = await collectCosignatures({
      checkpoint,
      policy,
      sizes,
      until: 'quorum',
      signal: AbortSignal.timeout(patienceMillis),
      proof: async (old) => await reader.consistency(old),
      send: async (call) => await ask(call, send),
    })
    sizes = collection.sizes
    const absent = [...collection.outcomes.values()].filter(
      ({ outcome }) => outcome !== 'cosigned' && outcome !== 'unawaited',
    )
    if (absent.length > 0) journal.event('witnesses.absent', absent.length)
    if (!collection.quorum) throw new LogError('quorum-missing', outcomesText(collection.outcomes))
    return { ...checkpoint, note: collection.note } satisfies SignedCheckpoint
  }
}

async function ask(
  { url, body, signal }: CosignatureCall,
  send: World['send'],
): Promise<{ readonly status: number; readonly body: string }> {
  const request = new Request(`${url.replace(/\/$/, '')}/${addCheckpointPath}`, {
    method: 'POST',
    body,
    signal,
    redirect: 'error',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
  const response = await send(request)
  return { status: response.status, body: await textOf(response) }
}

/** A witness may send without end: what is more than an answer is no answer. */
async function textOf({ body }: Response): Promise<string> {
  if (body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true })
    if (text.length > maxAnswerBytes) return ''
  }
  return text + decoder.decode()
}

function outcomesText(outcomes: ReadonlyMap<string, { readonly outcome: string }>): string {
  return [...outcomes].map(([name, { outcome }]) => `${name} ${outcome}`).join(', ')
}
