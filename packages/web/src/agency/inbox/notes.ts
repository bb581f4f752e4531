import { openFromVault, sealToVault } from '@porchlight/agency'
import { ClipName, fromBase64, toBase64 } from '@porchlight/core'
import type { Recipient } from '@porchlight/core'

/** What the agency wrote about a submission and its clips. Sealed to its vault before it leaves. */
export interface Notes {
  readonly submission: string
  readonly clips: ReadonlyMap<ClipName, string>
}

const noNotes: Notes = { submission: '', clips: new Map() }

const kind = 'porchlight/notes/v1'

export async function sealNotes(notes: Notes, vault: Recipient): Promise<string> {
  const clips = Object.fromEntries([...notes.clips].filter(([, text]) => text !== ''))
  const text = JSON.stringify({ kind, submission: notes.submission, clips })
  return toBase64(await sealToVault(text, vault))
}

/**
 * @param identities of the vault and of those before it, from the keyring
 * @throws {Fault} as `openFromVault`
 */
export async function openNotes(
  sealed: string | null,
  identities: readonly string[],
): Promise<Notes> {
  if (sealed === null) return noNotes
  const text = await openFromVault(fromBase64(sealed) ?? new Uint8Array(), identities)
  return readNotes(JSON.parse(text))
}

/** What a later version may have added is left out. */
function readNotes(kept: unknown): Notes {
  const submission = field(kept, 'submission')
  const clips = field(kept, 'clips')
  const entries = Object.entries(typeof clips === 'object' && clips !== null ? clips : {})
  return {
    submission: typeof submission === 'string' ? submission : '',
    clips: new Map(
      entries.flatMap(([name, text]: readonly [string, unknown]) => {
        const clip = ClipName.safeParse(name)
        return clip.success && typeof text === 'string' ? [[clip.data, text]] : []
      }),
    ),
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
